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

/** What is said about a configuration, to people and to machines. */
class ConfigCheckCommandTest {

    private static final Path SAMPLE = Folders.home().resolve("config");

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
    void theSampleIsSound() {
        Invocation run = check();

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("is sound");
    }

    @Test
    void twoMistakesAreListedWithTheirPlacesAndASuggestion() throws IOException {
        edit("hub.yaml", "Asia/Shanghai", "Asia/Shanghia");
        edit("agreements/transport/death-to-concession.yaml", "- evidenceLevel", "- evidencLevel");

        Invocation run = check();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .startsWith("Not usable: 2 problems in " + config + "/")
                .containsPattern("hub.yaml:\\d+:\\d+  ")
                .containsPattern("agreements/transport/death-to-concession.yaml:\\d+:\\d+  .*'evidenceLevel'");
    }

    @Test
    void aMachineGetsTheSameProblems() throws Exception {
        edit("hub.yaml", "Asia/Shanghai", "Asia/Shanghia");

        JsonNode report = Json.parse(check("-o", "json").out());

        assertThat(report.path("verdict").asText()).isEqualTo("unsound");
        assertThat(report.path("checks")).anySatisfy(check -> {
            assertThat(check.path("id").asText()).isEqualTo("config.error");
            assertThat(check.path("location").asText()).matches("hub.yaml:\\d+:\\d+");
        });
    }

    private Invocation check(String... more) {
        return Invocation.of(Stream.concat(Stream.of("config", "check", "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void edit(String file, String find, String replace) throws IOException {
        String text = Files.readString(config.resolve(file));
        assertThat(text).contains(find);
        Files.writeString(config.resolve(file), text.replaceFirst(find, replace));
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
