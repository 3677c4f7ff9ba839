package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is disclosed of a record is judged by what is there, and never by what may have been withheld. */
class DisclosedRecordTest {

    @Property(tries = 3000)
    void aPartOfAValidRecordIsNeverRefused(@ForAll("examples") Examples.Example example, @ForAll long seed) {
        // Given
        ObjectNode part = (ObjectNode) part(example.record(), new Random(seed));

        // When
        List<RecordProblem> problems = example.type().validateDisclosed(part, Set.of());

        // Then
        assertThat(errors(problems)).as("%s", part).isEmpty();
    }

    @Provide
    Arbitrary<Examples.Example> examples() {
        return Examples.valid();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "death-registration/1 | {\"bloodGroup\":\"A\"} | bloodGroup | unknown field",
                "death-registration/1 | {\"deathdate\":\"2026-01-01\"} | deathdate | did you mean 'deathDate'",
                "death-registration/1 | {\"deathDate\":\"2026-02-30\"} | deathDate | a date",
                "death-registration/1 | {\"deathDate\":null} | deathDate | expected text",
                "death-registration/1 | {\"deathDate\":{\"year\":\"2026\"}} | deathDate | expected text",
                "death-registration/1 | {\"informant\":{\"age\":\"3\"}} | informant.age | unknown field",
                "death-registration/1 | {\"informant\":\"x\"} | informant | an object",
                "death-registration/1 | {\"deathYear\":\"2026\"} | deathYear | unknown field",
                "death-registration/1 | {\"revokedOn\":\"2026-01-01\",\"recordStatus\":\"current\"} | recordStatus | revoked",
                "marriage-registration/1 | {\"parties\":{}} | parties | an array",
                "marriage-registration/1 | {\"parties\":[{},{},{}]} | parties | at most 2",
                "marriage-registration/1 | {\"parties\":[{},{\"age\":3}]} | parties[1].age | unknown field",
                "marriage-registration/1 | {\"parties\":[{\"residentId\":\"11010519491231002X\",\"passport\":{\"no\":\"C01X00T47\"}}]} | parties[0].residentId | not both",
                "public-rental-application/1 | {\"priorityReasons\":[\"elderly\",\"elderly\"]} | priorityReasons[1] | twice",
                "property-transfer/1 | {\"price\":1.0} | price | a whole number",
                "property-transfer/1 | {\"price\":0} | price | at least 1"
            })
    void refusesWhatIsDisclosedAndWrong(String type, String record, String place, String says) throws Exception {
        // Given
        ObjectNode disclosed = (ObjectNode) Json.parse(record);

        // When
        List<RecordProblem> problems = errors(Repository.type(type).validateDisclosed(disclosed, Set.of()));

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo(place);
            assertThat(problem.message()).contains(says);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"evidenceLevel\":\"cremation\"}",
                "{\"revokedOn\":\"2026-01-01\"}",
                "{\"recordStatus\":\"corrected\"}",
                "{\"informant\":{}}"
            })
    void leavesARuleOpenWhileAFieldThatItReadsIsNotThere(String record) throws Exception {
        assertThat(Repository.type("death-registration/1").validateDisclosed((ObjectNode) Json.parse(record), Set.of()))
                .isEmpty();
    }

    @Test
    void aDerivedFieldIsAllowedOnlyByNameAndJudgedByItsOwnSchema() {
        // Given
        RecordType type = Repository.type("death-registration/1");
        Set<FieldPath> allowed = Set.of(FieldPath.of("deathYear"));

        // When, then
        assertThat(type.validateDisclosed(Json.object().put("deathYear", "2026"), allowed))
                .isEmpty();
        assertThat(type.validateDisclosed(Json.object().put("deathYear", "26"), allowed))
                .hasSize(1);
        assertThat(type.validateDisclosed(Json.object().put("deathCity", "4403"), allowed))
                .hasSize(1);
    }

    @Test
    void aNameThatIsNoPathIsNotRepeated() {
        ObjectNode record = Json.object().put("赵建国 44030519", "x");
        assertThat(Repository.type("death-registration/1").validateDisclosed(record, Set.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("赵建国", "44030519"));
    }

    @Test
    void anUnknownDivisionIsAWarning() {
        ObjectNode record = Json.object().put("deathDivision", "990101");
        assertThat(Repository.type("death-registration/1").validateDisclosed(record, Set.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.warning()).isTrue());
    }

    private static List<RecordProblem> errors(List<RecordProblem> problems) {
        return problems.stream().filter(problem -> !problem.warning()).toList();
    }

    /** Leaves out members, elements and whole objects at random. */
    private static JsonNode part(JsonNode whole, Random random) {
        if (whole instanceof ObjectNode object) {
            ObjectNode part = Json.object();
            object.properties().stream()
                    .filter(member -> random.nextInt(3) > 0)
                    .forEach(member -> part.set(member.getKey(), part(member.getValue(), random)));
            return part;
        }
        if (whole instanceof ArrayNode array) {
            ArrayNode part = array.arrayNode();
            for (JsonNode element : array) {
                if (random.nextInt(3) > 0) {
                    part.add(part(element, random));
                }
            }
            return part;
        }
        return whole;
    }
}
