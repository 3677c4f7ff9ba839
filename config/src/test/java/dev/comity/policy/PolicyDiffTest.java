package dev.comity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTest {

    private static final String AGREEMENT = "agreements/transport/death-to-concession.yaml";
    private static final String TESTS = "agreements/transport/death-to-concession.tests.yaml";

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        Home.copyOfConfig(folder);
    }

    @Test
    void twoEqualConfigurationsDifferInNothing() throws Exception {
        assertThat(changes()).isEmpty();
    }

    @Test
    void aRemarkChangesNoCell() throws Exception {
        edit(AGREEMENT, "release:", "# what transport sees\nrelease:");

        assertThat(changes()).isEmpty();
    }

    @Test
    void aFieldMoreAndAFieldLessAreExactlyThoseTwoCells() throws Exception {
        // Given
        edit(AGREEMENT, "version: 3", "version: 4");
        edit(AGREEMENT, "  - deathDate\n", "  - deathDivision\n");
        edit(TESTS, "deathDate, ", "deathDivision, ");

        // When, Then
        assertThat(changes())
                .containsExactly(
                        "widened field deathDivision transport misuse-prevention death-registration/1",
                        "narrowed field deathDate transport misuse-prevention death-registration/1");
    }

    @Test
    void anAgreementThatIsGoneNarrowsEachOfItsCells() throws Exception {
        Files.delete(folder.resolve(AGREEMENT));
        Files.delete(folder.resolve(TESTS));

        assertThat(changes())
                .containsExactly(
                        "narrowed field deathDate transport misuse-prevention death-registration/1",
                        "narrowed field evidenceLevel transport misuse-prevention death-registration/1",
                        "narrowed field holderToken transport misuse-prevention death-registration/1");
    }

    @Test
    void anAgreementThatIsNewWidensEachOfItsCells() throws Exception {
        Configuration with = load(folder);
        Files.delete(folder.resolve(AGREEMENT));
        Files.delete(folder.resolve(TESTS));

        assertThat(PolicyDiff.between(load(folder), with))
                .hasSize(3)
                .allMatch(change -> change.kind() == PolicyChange.Kind.WIDENED
                        && change.before().isEmpty());
    }

    @Test
    void anotherPurposeIsAnotherCell() throws Exception {
        edit(AGREEMENT, "purpose: misuse-prevention", "purpose: fraud-prevention");

        assertThat(changes())
                .hasSize(6)
                .contains(
                        "widened field deathDate transport fraud-prevention death-registration/1",
                        "narrowed field deathDate transport misuse-prevention death-registration/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 2027-12-31 | to: 2028-12-31 | widened valid",
                "from: 2026-01-01 | from: 2026-02-01 | narrowed valid",
                "\"cremation\", | '' | may-widen when",
                "process-revocation | no-reidentification | may-widen obligations",
                "responsibility: TR-0417 | responsibility: TR-0418 | may-widen basis",
            })
    void whatMovesAllCellsOfAnAgreementIsOneChange(String find, String replace, String expected) throws Exception {
        edit(AGREEMENT, find, replace);

        assertThat(changes()).containsExactly(expected + "  transport misuse-prevention death-registration/1");
    }

    @Test
    void aConditionThatIsGoneWidensAndOneThatIsNewNarrows() throws Exception {
        // Given
        Configuration with = load(folder);
        String text = Files.readString(folder.resolve(AGREEMENT));
        Files.writeString(folder.resolve(AGREEMENT), text.replaceAll("(?m)^when:.*\\n", ""));
        edit(TESTS, "  sees: nothing\n  because: when", "  sees: [holderToken, deathDate, evidenceLevel]");

        // When
        List<PolicyChange> forward = PolicyDiff.between(with, load(folder));
        List<PolicyChange> back = PolicyDiff.between(load(folder), with);

        // Then
        assertThat(forward).extracting(PolicyChange::kind).containsExactly(PolicyChange.Kind.WIDENED);
        assertThat(back).extracting(PolicyChange::kind).containsExactly(PolicyChange.Kind.NARROWED);
    }

    @Test
    void anotherDivisionOfTheConsumerMayWidenWhatItsJurisdictionBounds() throws Exception {
        // Given
        String agencies = Files.readString(folder.resolve("agencies.yaml"));
        int transport = agencies.indexOf("  transport:");
        int division = agencies.indexOf("division:", transport);
        String changed = agencies.substring(0, division)
                + agencies.substring(division).replaceFirst("division: \"?[0-9]+\"?", "division: \"44\"");
        Files.writeString(folder.resolve("agencies.yaml"), changed);

        // When, Then
        assertThat(changes())
                .isNotEmpty()
                .allMatch(change -> change.startsWith("may-widen jurisdiction  transport"))
                .contains("may-widen jurisdiction  transport misuse-prevention death-registration/1");
    }

    private List<String> changes() throws IOException {
        return PolicyDiff.between(Home.configurationOnce(), load(folder)).stream()
                .map(change -> "%s %s %s %s %s %s"
                        .formatted(
                                change.kind().code(),
                                change.what(),
                                change.field().map(Object::toString).orElse(""),
                                change.agreement().consumer(),
                                change.agreement().purpose(),
                                change.agreement().record()))
                .toList();
    }

    private void edit(String file, String find, String replace) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(find);
        Files.writeString(folder.resolve(file), text.replace(find, replace));
    }

    private static Configuration load(Path folder) throws IOException {
        var loaded = ConfigurationLoader.load(folder, Home.types(), Map.of());
        assertThat(loaded.problems()).filteredOn(problem -> problem.isError()).isEmpty();
        return loaded.configuration().orElseThrow();
    }
}
