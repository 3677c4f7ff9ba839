package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.command.ExitCode;
import dev.comity.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and machines are told about agreements. */
class PolicyCommandsTest {

    private static final Path SAMPLE = Folders.home().resolve("config");
    private static final String AGREEMENT = "agreements/transport/death-to-concession.yaml";
    private static final String RECORD = Folders.home()
            .resolve("schemas/records/death-registration/1/examples/cremated.json")
            .toString();

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void aCopyOfTheSample() throws IOException {
        config = folder.resolve("config");
        for (String name : new String[] {"hub.yaml", "agencies.yaml", "purposes.yaml", "agreements"}) {
            try (Stream<Path> files = Files.walk(SAMPLE.resolve(name))) {
                files.filter(Files::isRegularFile).forEach(this::copy);
            }
        }
    }

    @Test
    void everyTestBesideTheSamplesAgreementsHolds() {
        Invocation run = policy("test");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("all hold");
    }

    @Test
    void aReleaseLineThatIsMissingFailsTheCasesThatSeeIt() throws IOException {
        edit(AGREEMENT, "  - deathDate\n", "");

        Invocation run = policy("test");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("death-to-concession.tests.yaml:", "a cremation in the consumer's city", "deathDate");
    }

    @Test
    void aReleaseLineMoreFailsTheCasesWhoseRecordHasIt() throws IOException {
        edit(AGREEMENT, "  - deathDate\n", "  - deathDate\n  - deathDivision\n");

        Invocation run = policy("test");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("death-to-concession.tests.yaml:1  a cremation in the consumer's city: expected");
    }

    @Test
    void aReleaseLineMoreThatNoCasesRecordHasIsNamedToo() throws IOException {
        edit(AGREEMENT, "  - deathDate\n", "  - deathDate\n  - revokedOn\n");
        edit("agreements/transport/death-to-concession.tests.yaml", "(?s)- given: a court's.*?jurisdiction\n", "");

        Invocation run = policy("test");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains(AGREEMENT + ":", "no test of death-to-concession sees", "'revokedOn'");
    }

    @Test
    void aConfigurationThatDoesNotPassItsChecksFails() throws IOException {
        edit(AGREEMENT, "misuse-prevention", "misuse-preventoin");

        Invocation run = policy("test", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("config.error", "Did you mean 'misuse-prevention'?");
    }

    @Test
    void everyFieldOfTheRecordIsExplainedToAMachine() throws Exception {
        Invocation run = policy("explain", "--record", RECORD, "--to", "transport", "-o", "json");

        JsonNode report = Json.parse(run.out());
        assertThat(report.path("verdict").asText()).isEqualTo("released");
        JsonNode under = report.path("agreements").get(0);
        assertThat(under.path("agreement").asText()).isEqualTo("death-to-concession");
        assertThat(under.path("fields")).hasSizeGreaterThan(10).allSatisfy(field -> {
            assertThat(field.path("outcome").asText()).isIn("released", "withheld");
            assertThat(field.path("file").asText()).isNotEmpty();
            assertThat(field.path("line").asInt()).isPositive();
        });
    }

    @Test
    void anExplanationHoldsNoValueOfTheRecord() throws Exception {
        JsonNode record = Json.parse(Files.readString(Path.of(RECORD)));

        Invocation run = policy("explain", "--record", RECORD, "--to", "transport");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("✓ released", "– withheld", AGREEMENT + ":")
                .doesNotContain(
                        record.path("name").asText(),
                        record.path("deceasedResidentId").asText(),
                        record.path("deathDate").asText());
    }

    @Test
    void theAnswerToARequestIsExplainedToo() throws Exception {
        // Given
        Path request = Files.writeString(folder.resolve("request.json"), """
                {"mode": "verify", "provider": "civil-affairs", "record": "marriage-registration/1", "purpose": "eligibility",
                 "subjects": [{"parties[].residentId": "%s"}], "presents": {"hasSpouse": "yes"}, "case": "WQ-2026-1",
                 "past": {"open-cases": ["WQ-2026-1"]}}""".formatted(firstParty()));

        // When
        Invocation run = policy(
                "explain",
                "--record",
                marriage().toString(),
                "--to",
                "housing",
                "--request",
                request.toString(),
                "-o",
                "json");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode verify = under(Json.parse(run.out()), "marital-status-check");
        assertThat(outcome(verify, "hasSpouse")).isEqualTo("release");
        assertThat(outcome(verify, "certificateNo")).isEqualTo("withhold");
        assertThat(outcome(under(Json.parse(run.out()), "marriage-to-household"), "effectiveStatus"))
                .isEqualTo("mode");
    }

    private static Path marriage() {
        return Folders.home().resolve("schemas/records/marriage-registration/1/examples/two-residents.json");
    }

    private static String firstParty() throws Exception {
        return Json.parse(Files.readString(marriage()))
                .path("parties")
                .path(0)
                .path("residentId")
                .asText();
    }

    private static JsonNode under(JsonNode report, String agreement) {
        for (JsonNode one : report.path("agreements")) {
            if (one.path("agreement").asText().equals(agreement)) {
                return one;
            }
        }
        throw new AssertionError(agreement + " is not explained");
    }

    private static String outcome(JsonNode under, String field) {
        for (JsonNode one : under.path("fields")) {
            if (one.path("path").asText().equals(field)) {
                return one.path("rule").asText();
            }
        }
        throw new AssertionError(field + " is not explained");
    }

    @Test
    void anAgencyThatDoesNotExistIsAWrongCommandLine() {
        Invocation run = policy("explain", "--record", RECORD, "--to", "transprot");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Did you mean 'transport'?");
    }

    @Test
    void aRecordThatIsNotValidIsNotExplained() throws IOException {
        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, Files.readString(Path.of(RECORD)).replace("\"deathDate\"", "\"deathDay\""));

        Invocation run =
                policy("explain", "--record", broken.toString(), "--type", "death-registration/1", "--to", "transport");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("deathDay").contains("deathDate");
    }

    @Test
    void aChangedCellIsListedForPeopleAndMachines() throws Exception {
        edit(AGREEMENT, "  - deathDate\n", "");
        edit("agreements/transport/death-to-concession.tests.yaml", "deathDate, ", "");

        Invocation text = Invocation.of("policy", "diff", SAMPLE.toString(), config.toString());
        Invocation json = Invocation.of("policy", "diff", SAMPLE.toString(), config.toString(), "-o", "json");

        assertThat(text.out())
                .hasLineCount(1)
                .startsWith("- narrowed")
                .contains("transport", "misuse-prevention", "death-registration/1", "deathDate");
        JsonNode change = Json.parse(json.out()).path("changes").get(0);
        assertThat(change.path("kind").asText()).isEqualTo("narrowed");
        assertThat(change.path("field").asText()).isEqualTo("deathDate");
        assertThat(change.path("consumer").asText()).isEqualTo("transport");
    }

    @Test
    void aDraftIsComparedBeforeItsTestsFollow() throws Exception {
        edit(AGREEMENT, "  - deathDate\n", "  - deathDivision\n");

        Invocation diff = Invocation.of("policy", "diff", SAMPLE.toString(), config.toString());

        assertThat(diff.exitCode()).isZero();
        assertThat(diff.out().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("- narrowed").contains("deathDate"))
                .anySatisfy(line -> assertThat(line).startsWith("+ widened").contains("deathDivision"));
        assertThat(diff.err()).contains("not usable as it is", "death-to-concession.tests.yaml");
    }

    @Test
    void aDraftOfWhichAWordCannotBeReadIsNotCompared() throws Exception {
        edit(AGREEMENT, "  - deathDate\n", "  - deathDay\n");

        Invocation diff = Invocation.of("policy", "diff", SAMPLE.toString(), config.toString());

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.err()).contains("Not compared", "'deathDay'");
    }

    @Test
    void theMatrixHasThreeForms() throws Exception {
        assertThat(policy("matrix").out()).contains("death-registration/1", "Rc");
        assertThat(Json.parse(policy("matrix", "-o", "json").out())
                        .path("records")
                        .get(0)
                        .path("cells"))
                .isNotEmpty();
        assertThat(policy("matrix", "-o", "html").out()).startsWith("<!doctype html>");
    }

    private Invocation policy(String command, String... more) {
        return Invocation.of(Stream.concat(Stream.of("policy", command, "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void edit(String file, String find, String replace) throws IOException {
        String text = Files.readString(config.resolve(file));
        String changed = text.replaceAll(find, replace);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(config.resolve(file), changed);
    }

    private void copy(Path file) {
        Path target = config.resolve(SAMPLE.relativize(file).toString());
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
