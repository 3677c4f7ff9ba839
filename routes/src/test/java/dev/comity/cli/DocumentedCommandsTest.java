package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that the documentation shows cannot rot: each parses, and what it links to is there. */
class DocumentedCommandsTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    private static final Pattern COMMAND = Pattern.compile("(?:^|`)\\s*\\./(comity [^`#|>]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandParses(String command) {
        assertThatCode(() -> HelpTest.parse(command)).doesNotThrowAnyException();
    }

    @Test
    void theReadmeOpensWithTheTwoCommands() throws IOException {
        List<String> firstScreen =
                Files.readAllLines(HOME.resolve("README.md")).stream().limit(40).toList();

        assertThat(String.join("\n", firstScreen))
                .contains("./comity demo --once")
                .contains("mvn verify");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<Path> targets = LINK.matcher(Files.readString(page))
                .results()
                .map(link -> page.resolveSibling(link.group(1)))
                .toList();

        assertThat(targets).allSatisfy(target -> assertThat(target).exists());
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            List<Path> pages =
                    new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.toString().contains("node_modules"))
                            .toList());
            pages.add(HOME.resolve("README.md"));
            return pages.stream();
        }
    }

    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : pages().toList()) {
            for (String line : Files.readAllLines(page)) {
                COMMAND.matcher(line)
                        .results()
                        .map(found -> found.group(1).strip())
                        .forEach(commands::add);
            }
        }
        assertThat(commands).contains("comity demo --once");
        return commands.stream();
    }
}
