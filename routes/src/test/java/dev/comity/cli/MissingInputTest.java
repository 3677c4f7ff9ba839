package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.command.ExitCode;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is not there is neither false nor an internal error. */
class MissingInputTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --data DIR/none",
                "agency run --config DIR/none",
                "audit verify DIR --trust DIR/none.yaml",
                "open DIR/none.sdjwt --as transport --data DIR",
                "send DIR/none.json --as transport --data DIR",
                "config check --config DIR/none",
                "demo --once --data DIR/d --config DIR/none",
                "demo --once --data DIR/d --land-registry DIR/none"
            })
    void endsWithFourAndNamesIt(String line) {
        Invocation run = Invocation.of(line.replace("DIR", folder.toString()).split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains(folder.toString()).contains("none");
    }

    @Test
    void tellsAMachineToo() throws Exception {
        Invocation run = Invocation.of("audit", "verify", folder.toString(), "--trust", "none.yaml", "-o", "json");

        JsonNode report = Json.parse(run.out());
        assertThat(report.path("verdict").asText()).isEqualTo("failed");
        assertThat(report.path("exitCode").asInt()).isEqualTo(ExitCode.INPUT);
        assertThat(report.path("checks").get(0).path("status").asText()).isEqualTo("fail");
    }

    @Test
    void aHubFolderThatLacksThingsNamesThemAll() throws Exception {
        Files.writeString(folder.resolve("VERSION"), "1\n");

        Invocation run = Invocation.of("run", "--data", folder.toString());

        assertThat(run.err())
                .contains("trust.yaml", "directory", "hub/keys/deliver.pem", "hub/keys/log.pem")
                .doesNotContain("VERSION");
    }
}
