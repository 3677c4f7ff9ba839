package dev.comity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementReader;
import dev.comity.agreement.AgreementTestReader;
import dev.comity.agreement.DraftAgreement;
import dev.comity.agreement.Registers;
import dev.comity.config.Configuration;
import dev.comity.config.Home;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No path can be taken from a {@code release} list, and none that the record type has can be added, without a test that fails. */
class ReleaseMutationTest {

    private static final Configuration CONFIGURATION = Home.configurationOnce();
    private static final List<Problem> PROBLEMS = new ArrayList<>();
    private static final AgreementReader READER = new AgreementReader(
            new Registers(
                    Optional.of(CONFIGURATION.agencies()),
                    Optional.of(CONFIGURATION.purposes()),
                    CONFIGURATION.types()),
            PROBLEMS);

    static Stream<Agreement> agreements() {
        return CONFIGURATION.agreements().stream();
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void aPathThatIsTakenAwayFailsATestThatIsNamed(Agreement agreement) throws IOException {
        List<String> lines = Files.readAllLines(agreement.file());
        List<Integer> releasing =
                agreement.releaseLines().values().stream().distinct().toList();

        assertThat(releasing).hasSizeGreaterThanOrEqualTo(2);
        for (int line : releasing) {
            List<String> mutated = new ArrayList<>(lines);
            String path = mutated.remove(line - 1);
            assertThat(namedCases(agreement, mutated)).as("without%s", path).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void aPathThatIsAddedFailsATestThatIsNamed(Agreement agreement) throws IOException {
        List<String> lines = Files.readAllLines(agreement.file());
        RecordType type = CONFIGURATION.types().find(agreement.record()).orElseThrow();
        List<FieldPath> others = type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .filter(path -> !agreement.release().contains(path))
                .toList();

        assertThat(others).isNotEmpty();
        for (FieldPath path : others) {
            List<String> mutated = new ArrayList<>(lines);
            mutated.add(lines.indexOf("release:") + 1, "  - " + path);
            assertThat(namedCases(agreement, mutated)).as("with %s", path).isNotEmpty();
        }
    }

    /** What a reader is shown that leads to the tests of the agreement. */
    private static List<String> namedCases(Agreement agreement, List<String> mutated) throws IOException {
        byte[] bytes = (String.join("\n", mutated) + "\n").getBytes(StandardCharsets.UTF_8);
        PROBLEMS.clear();
        DraftAgreement draft = READER.read(agreement.file(), agreement.place(), bytes)
                .orElseThrow(() -> new AssertionError("not read any more, so that no test is named: " + PROBLEMS));
        Path tests = AgreementTestReader.fileOf(agreement.file());
        new AgreementTestReader(draft.agreement(), draft.type(), PROBLEMS)
                .read(tests.getFileName().toString(), Files.readAllBytes(tests));
        List<String> named = new ArrayList<>();
        PROBLEMS.stream()
                .map(Problem::message)
                .filter(message -> message.contains("and the test '"))
                .forEach(named::add);
        new PolicyTests(CONFIGURATION)
                .run(draft.agreement()).stream()
                        .filter(outcome -> !outcome.holds())
                        .map(outcome ->
                                outcome.test().place() + " " + outcome.test().given())
                        .forEach(named::add);
        return named;
    }
}
