package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loading: what the repository declares, and every mistake in a schema with its place. */
class RecordTypesTest {

    private static final Path CARD = Path.of("records/transit-concession-card/1/schema.json");

    @TempDir
    Path folder;

    @BeforeEach
    void copyOneType() throws IOException {
        for (Path file : List.of(
                CARD,
                Path.of("records/common/1/schema.json"),
                Path.of("codes/divisions.csv"),
                Path.of("codes/marital-status.csv"),
                Path.of("codes/family-relation.csv"))) {
            Path copy = folder.resolve("schemas").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Repository.SCHEMAS.resolve(file), copy);
        }
    }

    @Test
    void everyTypeOfTheRepositoryHasItsOrderKeyAndSubjects() {
        assertThat(Repository.types().all())
                .extracting(type -> "%s by %s, about %s".formatted(type.id(), type.orderKey(), type.subjects()))
                .containsExactly(
                        "birth-registration/1 by medicalCertificateNo, about [childResidentId, parents[].residentId]",
                        "death-registration/1 by deceasedResidentId, about [deceasedResidentId]",
                        "disability-certificate/1 by certificateNo, about [residentId]",
                        "driver-licence/1 by licenceNo, about [holderResidentId]",
                        "driver-licence/2 by licenceNo, about [holderResidentId]",
                        "household/1 by householdNo, about [headResidentId, members[].residentId]",
                        "marriage-registration/1 by certificateNo, about [parties[].residentId]",
                        "minimum-living-allowance/1 by caseNo, about [applicantResidentId, members[].residentId]",
                        "organisation/1 by uscc, about [legalRepresentative.residentId]",
                        "property-title/1 by unitNo, about [owners[].residentId]",
                        "property-transfer/1 by transactionId, about []",
                        "public-rental-application/1 by applicationNo, about [applicantResidentId, coApplicants[].residentId]",
                        "resident/1 by residentId, about [residentId]",
                        "road-occupancy-permit/1 by permitNo, about [applicant.residentId]",
                        "tenancy-filing/1 by filingNo, about [lessor.residentId, lessee[], occupants[]]",
                        "transit-concession-card/1 by cardNo, about [holderResidentId]",
                        "vehicle-registration/1 by vin, about [owner.residentId]");
    }

    @Test
    void tellsAnUnknownVersionFromAnUnknownType() {
        assertThat(Repository.types().find(RecordTypeId.of("death-registration/2")))
                .isEmpty();
        assertThat(Repository.types().knowsName("death-registration")).isTrue();
        assertThat(Repository.types().knowsName("common")).isFalse();
    }

    @Test
    void knowsLeavesContainersAndDerivedFields() {
        RecordType type = Repository.type("marriage-registration/1");
        assertThat(type.leaves())
                .contains(FieldPath.of("parties[].passport.no"), FieldPath.of("source.system"))
                .doesNotContain(FieldPath.of("parties[]"), FieldPath.of("registrationYear"));
        assertThat(type.field(FieldPath.of("parties")).orElseThrow().leaf()).isFalse();
        assertThat(type.field(FieldPath.of("registrationYear")).orElseThrow().derived())
                .isTrue();
        assertThat(type.field(FieldPath.of("divorceAgreementRef")).orElseThrow().shareable())
                .isFalse();
    }

    @Test
    void countsTheMembersThatDecoysPadTo() {
        RecordType type = Repository.type("marriage-registration/1");
        assertThat(type.memberCount(null)).isEqualTo(9 + 7 + 4);
        assertThat(type.memberCount(FieldPath.of("parties[]"))).isEqualTo(5);
        assertThat(type.memberCount(FieldPath.of("parties[].passport"))).isEqualTo(2);
    }

    @Test
    void theDigestFollowsSharedDefinitionsAndIgnoresLayout() throws IOException {
        // Given
        String before = load(new ArrayList<>())
                .find(RecordTypeId.of("transit-concession-card/1"))
                .orElseThrow()
                .digest();

        // When, then: layout
        change(CARD, "\"status\": {", "\"status\":\n\n {");
        assertThat(digest()).isEqualTo(before);

        // When, then: a shared definition
        change(Path.of("records/common/1/schema.json"), "\"title\": \"Record id\"", "\"title\": \"Record number\"");
        assertThat(digest()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void reportsAMistakeWhereItStands(String found, String mistake, String says) throws IOException {
        // Given
        String text = Files.readString(folder.resolve("schemas").resolve(CARD));
        assertThat(text).contains(found);
        change(CARD, found, mistake);
        List<Problem> problems = new ArrayList<>();

        // When
        RecordTypes types = load(problems);

        // Then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.message()).contains(says);
            assertThat(problem.file()).isEqualTo("schemas/records/transit-concession-card/1/schema.json");
            assertThat(problem.line()).isGreaterThan(0);
            assertThat(problem.column()).isGreaterThan(0);
        });
        assertThat(types.all()).isEmpty();
    }

    private static Arguments earlier(String declared, String says) {
        String found = "\"x-sharing\": \"conditional\",";
        return row(found, found + " \"x-earlier\": " + declared + ",", says);
    }

    @Test
    void reportsAMappingToAMajorThatDoesNotExist() throws IOException {
        // Given
        Path records = folder.resolve("schemas/records");
        Path second = records.resolve("transit-concession-card/2");
        Files.createDirectories(second);
        Files.move(folder.resolve("schemas").resolve(CARD), second.resolve("schema.json"));
        Files.writeString(second.resolve("to-1.jslt"), ".");
        change(
                Path.of("records/transit-concession-card/2/schema.json"),
                "\"x-sharing\": \"conditional\",",
                "\"x-sharing\": \"conditional\", \"x-earlier\": {\"major\": 1, \"mapping\": \"to-1.jslt\"},");
        List<Problem> problems = new ArrayList<>();

        // When
        RecordTypes types = load(problems);

        // Then
        assertThat(problems)
                .anySatisfy(problem ->
                        assertThat(problem.message()).contains("transit-concession-card/1, which does not exist"));
        assertThat(types.find(RecordTypeId.of("transit-concession-card/2"))).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                row("\"x-order-key\": \"cardNo\"", "\"x-order-key\": \"cardNr\"", "did you mean 'cardNo'"),
                row("\"x-order-key\": \"cardNo\"", "\"x-order-key\": \"source\"", "no field with a value"),
                row("\"x-subject\": [\"holderResidentId\"]", "\"x-subject\": [\"holder\"]", "x-subject names 'holder'"),
                row("\"x-subject\": [\"holderResidentId\"]", "\"x-subject\": \"none\"", "x-subject is a list"),
                row("\"x-sharing\": \"conditional\"", "\"x-sharing\": \"sometimes\"", "unconditional, conditional"),
                earlier("1", "x-earlier is"),
                earlier("{\"mapping\": \"to-1.jslt\"}", "whole number below this major"),
                earlier("{\"major\": 1, \"mapping\": \"to-1.jslt\"}", "whole number below this major"),
                earlier("{\"major\": 0}", "name of a .jslt file"),
                earlier("{\"major\": 0, \"mapping\": \"../to-1.jslt\"}", "name of a .jslt file"),
                earlier("{\"major\": 0, \"mapping\": \"to-1.jslt\"}", "not beside this schema"),
                earlier("{\"majr\": 0}", "did you mean 'major'"),
                row("\"x-title-zh\": \"卡号\",", "", "'x-title-zh' is missing"),
                row("\"title\": \"Card number\"", "\"title\": \" \"", "'title' is missing or empty"),
                row(
                        "\"x-title-zh\": \"卡号\",",
                        "\"x-title-zh\": \"卡号\", \"x-impliez\": [],",
                        "did you mean 'x-implies'"),
                row(
                        "\"x-title-zh\": \"卡号\",",
                        "\"x-title-zh\": \"卡号\", \"x-implies\": [\"holder\"],",
                        "x-implies names"),
                row("\"x-title-zh\": \"卡号\",", "\"x-title-zh\": \"卡号\", \"x-embeds\": [\"a b\"],", "no field path"),
                row("\"grade\": \"general-4\"", "\"grade\": \"general-2\"", "mark S3 stands for"),
                row("\"mark\": \"S3\"", "\"mark\": \"S9\"", "mark must be one of"),
                row("\"kind\": \"spi\"", "\"kind\": \"secret\"", "kind must be one of"),
                row("\"scheme\": \"GB/T 45574-2025\", \"kind\": \"spi\"", "\"kind\": \"spi\"", "with its scheme"),
                row("defs/residentNumber", "defs/residentNumbr", "does not exist"),
                row(
                        "../../common/1/schema.json#/$defs/residentNumber",
                        "https://example.org/s.json#/$defs/x",
                        "$ref must be"),
                row(
                        "../../common/1/schema.json#/$defs/residentNumber",
                        "../../../../../x.json#/$defs/x",
                        "not in the schemas folder"),
                row(
                        "\"x-title-zh\": \"卡号\",",
                        "\"x-title-zh\": \"卡号\", \"pattern\": \"^x$\",",
                        "stands here and in the definition"),
                row("\"additionalProperties\": false", "\"additionalProperties\": true", "additionalProperties"),
                row("\"function\": \"yearOnly\"", "\"function\": \"yearsOnly\"", "did you mean 'yearOnly'"),
                row("\"from\": \"issuedOn\"", "\"from\": \"issuedAt\"", "did you mean 'issuedOn'"),
                row("\"from\": \"issuedOn\"", "\"from\": \"source\"", "yearOnly needs another source"),
                row("\"issuedYear\": {", "\"cardNo\": {", "has this name already"),
                row("\"function\": \"yearOnly\"", "\"function\": \"meets\"", "meets needs \"all\""),
                row("\"function\": \"yearOnly\"", "\"function\": \"inZone\"", "inZone needs \"areas\""),
                row("\"function\": \"yearOnly\"", "\"function\": \"maskMiddle\"", "maskMiddle needs \"keepHead\""),
                row("\"function\": \"yearOnly\"", "\"function\": \"count\"", "count needs another source"),
                issuedYear("meets", "{\"all\": [{\"field\": \"statas\", \"in\": [\"x\"]}]}", "did you mean 'status'"),
                issuedYear(
                        "meets", "{\"all\": [{\"field\": \"source\", \"in\": [\"x\"]}]}", "meets needs another source"),
                issuedYear("meets", "{\"all\": [{\"field\": \"status\", \"in\": []}]}", "meets needs"),
                issuedYear("meets", "{\"all\": [{\"field\": \"status\", \"is\": \"soon\"}]}", "meets needs"),
                issuedYear(
                        "meets", "{\"all\": [{\"field\": \"status\", \"is\": \"reached\", \"on\": 1}]}", "meets needs"),
                issuedYear("yearOnly", "{}, \"x-implies\": [\"holder\"]", "x-implies names 'holder'"),
                row(
                        "\"required\": [\"statusReason\"]",
                        "\"required\": [\"statusReasons\"]",
                        "did you mean 'statusReason'"),
                row("\"dependentRequired\"", "\"dependentSchemas\"", "unknown word 'dependentSchemas' in a rule"),
                row("\"pattern\": \"^[0-9]{4}$\"", "\"pattern\": \"[0-9]{4}\"", "begins with ^"),
                row("\"pattern\": \"^[0-9]{4}$\"", "\"pattern\": \"^[0-9{4}$\"", "not a regular expression"),
                row("\"pattern\": \"^[0-9]{4}$\"", "\"minimum\": 4", "'minimum' is for numbers"),
                row("\"pattern\": \"^[0-9]{4}$\"", "\"format\": \"residentnumber\"", "unknown format"),
                row(
                        "\"cardNo\", \"holderResidentId\", \"concession\"]",
                        "\"cardNumber\"]",
                        "required names 'cardNumber'"),
                row("2020-12/schema\"", "2019-09/schema\"", "expected \"$schema\""),
                row("\"x-derived\": {", "\"x-derived\": {,", "not well-formed JSON"),
                row(
                        "\"x-sharing\": \"conditional\"",
                        "\"x-sharing\": \"conditional\", \"title\": \"x\"",
                        "occurs twice"));
    }

    private static Arguments issuedYear(String function, String arguments, String says) {
        String declared = "\"function\": \"%s\",\n      \"from\": \"issuedOn\",\n      \"arguments\": %s";
        return Arguments.of(declared.formatted("yearOnly", "{}"), declared.formatted(function, arguments), says);
    }

    private static Arguments row(String found, String mistake, String says) {
        return Arguments.of(found, mistake, says);
    }

    @Test
    void pointsAtTheCharacterAlsoBehindChineseText() throws IOException {
        // Given
        change(CARD, "\"x-title-zh\": \"公交优待卡\",", "\"x-title-zh\": \"公交优待卡\", \"x-new\": 1,");
        List<Problem> problems = new ArrayList<>();

        // When
        load(problems);

        // Then: 16 characters up to the Chinese title, 9 of the title with its comma and blank
        assertThat(problems)
                .singleElement()
                .hasToString("schemas/records/transit-concession-card/1/schema.json:4:26  unknown word 'x-new' here");
    }

    @Test
    void reportsAllMistakesAtOnceEachOnce() throws IOException {
        // Given
        change(CARD, "\"x-order-key\": \"cardNo\"", "\"x-order-key\": \"cardNr\"");
        change(CARD, "\"function\": \"yearOnly\"", "\"function\": \"yearsOnly\"");
        change(Path.of("records/common/1/schema.json"), "\"title\": \"Record id\"", "\"title\": \"\"");
        List<Problem> problems = new ArrayList<>();

        // When
        load(problems);

        // Then: the one in the shared definitions at its own place
        assertThat(problems).hasSize(3).isSorted();
        assertThat(problems.get(0).file()).isEqualTo("schemas/records/common/1/schema.json");
    }

    @Test
    void refusesACodeListThatDiffersFromTheEnum() throws IOException {
        // Given
        change(CARD, "\"x-title-zh\": \"卡状态\",", "\"x-title-zh\": \"卡状态\", \"x-codes\": \"marital-status\",");
        List<Problem> problems = new ArrayList<>();

        // When
        load(problems);

        // Then
        assertThat(problems).singleElement().asString().contains("do not hold the same codes");
    }

    @Test
    void aFolderThatIsNoRecordTypeIsAProblem() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("schemas/records/Passport/1"));
        Files.createDirectories(folder.resolve("schemas/records/passport/2"));
        List<Problem> problems = new ArrayList<>();

        // When
        RecordTypes types = load(problems);

        // Then
        assertThat(problems).hasSize(2);
        assertThat(types.all()).hasSize(1);
    }

    private String digest() throws IOException {
        return load(new ArrayList<>())
                .find(RecordTypeId.of("transit-concession-card/1"))
                .orElseThrow()
                .digest();
    }

    private RecordTypes load(List<Problem> problems) throws IOException {
        return RecordTypes.load(folder.resolve("schemas"), problems, Repository.CLOCK);
    }

    private void change(Path file, String found, String instead) throws IOException {
        Path path = folder.resolve("schemas").resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(found);
        assertThat(at).isNotNegative();
        Files.writeString(path, text.substring(0, at) + instead + text.substring(at + found.length()));
    }
}
