package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.command.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A word that is not known does nothing, and says what was probably meant. */
class WrongWordsTest {

    @ParameterizedTest
    @CsvSource({
        "dmeo, demo",
        "confg check, config",
        "config chek, check",
        "audit verfy, verify",
        "demo --onec, --once",
        "audit verify log --trsut t.yaml --trust t.yaml, --trust"
    })
    void namesTheWordThatWasMeant(String line, String meant) {
        Invocation run = Invocation.of(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Did you mean '" + meant + "'?").contains("Nothing was done.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void namesTheCommandsWhereOneIsMissing() {
        Invocation run = Invocation.of("config");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("check");
    }

    @Test
    void namesTheOptionThatIsMissing() {
        Invocation run = Invocation.of("audit", "verify", "log");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--trust");
    }
}
