package dev.comity.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.record.RecordExamples;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedSchemaTest {

    private static final Path SCHEMAS = Path.of(System.getProperty("comity.home", ".."), "schemas");
    private static final Path CARD = Path.of("records/transit-concession-card/1");

    @TempDir
    Path folder;

    @BeforeEach
    void copyOneType() throws IOException {
        for (Path file : List.of(
                CARD.resolve("schema.json"),
                CARD.resolve("published.json"),
                Path.of("records/common/1/schema.json"),
                Path.of("codes/divisions.csv"))) {
            Path copy = folder.resolve("schemas").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(SCHEMAS.resolve(file), copy);
        }
    }

    @Test
    void noRecordTypeBreaksWhatWasPublishedUnderItsMajorVersion() throws IOException {
        for (RecordType type : types(SCHEMAS).all()) {
            assertThat(PublishedSchema.check(type)).as(type.id().toString()).isEmpty();
            assertThat(RecordExamples.check(type)).as(type.id().toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a code less for producers       | \"student\"]                | \"other\"]                        | /properties/concession/enum",
                "a code more for consumers       | \"student\"]                | \"student\", \"other\"]           | /properties/concession/enum",
                "a field that goes               | \"lastUsedOn\": {           | \"usedOn\": {                     | /properties/lastUsedOn",
                "a field that is now required    | \"required\": [\"recordId\",| \"required\": [\"recordId\", \"status\", | /required",
                "a field that may now be absent  | \"required\": [\"recordId\",| \"required\": [                   | /required",
                "a derived field that goes       | \"issuedYear\": {           | \"yearOfIssue\": {                | /x-derived/issuedYear",
                "another order                   | \"x-order-key\": \"cardNo\" | \"x-order-key\": \"holderResidentId\" | /x-order-key"
            })
    void aBreakingChangeUnderTheSameMajorVersionIsAProblem(String why, String found, String change, String path)
            throws IOException {
        // Given
        Path file = folder.resolve("schemas").resolve(CARD).resolve("schema.json");
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replace(found, change));

        // When
        List<Problem> problems = PublishedSchema.check(
                types(folder.resolve("schemas")).all().iterator().next());

        // Then
        assertThat(problems)
                .as(why)
                .anySatisfy(problem ->
                        assertThat(problem.message()).startsWith(path + " ").contains("needs a new major version"));
    }

    @Test
    void aNewOptionalFieldAndANewTitleBreakNobody() throws IOException {
        // Given
        Path file = folder.resolve("schemas").resolve(CARD).resolve("schema.json");
        String text = Files.readString(file);
        String one = text.substring(text.indexOf("    \"issuedOn\": {"), text.indexOf("    \"expiresOn\": {"));
        Files.writeString(
                file,
                text.replace(one, one + one.replace("\"issuedOn\"", "\"renewedOn\""))
                        .replace("Kind of concession", "Kind"));

        // When
        RecordType type = types(folder.resolve("schemas")).all().iterator().next();

        // Then
        assertThat(type.leaves()).anySatisfy(leaf -> assertThat(leaf.value()).isEqualTo("renewedOn"));
        assertThat(PublishedSchema.check(type)).isEmpty();
    }

    private static RecordTypes types(Path schemas) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(schemas, problems);
        assertThat(problems).isEmpty();
        return types;
    }
}
