package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help that a person can act on. */
class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void saysInOneSentenceWhatTheCommandDoes(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();

        assertThat(description).hasSize(1);
        assertThat(description[0]).endsWith(".").doesNotContain(". ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void givesTwoExamplesThatParse(CommandLine command) {
        List<String> examples = examples(command);

        assertThat(examples)
                .hasSize(2)
                .allSatisfy(example -> assertThatCode(() -> parse(example)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysWhatToSeeNext(CommandLine command) {
        assertThat(command.getUsageMessage()).contains("See next: ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void listsExitCodesOfTheClosedTableOnly(CommandLine command) {
        var codes = command.getCommandSpec().usageMessage().exitCodeList().keySet();

        assertThat(codes).isSubsetOf("0", "1", "2", "3", "4", "5", "70");
        if (command.getSubcommands().isEmpty()) {
            assertThat(codes).contains("0", "2", "70");
        }
    }

    @Test
    void listsOnlyCommandsThatExist() {
        assertThat(commands().map(c -> c.getCommandSpec().qualifiedName()))
                .containsExactlyInAnyOrder(
                        "comity",
                        "comity demo",
                        "comity bench",
                        "comity run",
                        "comity reload",
                        "comity broker",
                        "comity broker config",
                        "comity broker run",
                        "comity dead",
                        "comity dead list",
                        "comity dead show",
                        "comity dead resubmit",
                        "comity dead discard",
                        "comity agency",
                        "comity agency new",
                        "comity agency admit",
                        "comity agency run",
                        "comity agency reconcile",
                        "comity agency token",
                        "comity record",
                        "comity record list",
                        "comity record check",
                        "comity record compat",
                        "comity adapter",
                        "comity adapter new",
                        "comity adapter run",
                        "comity adapter reload",
                        "comity adapter docs",
                        "comity adapter package",
                        "comity adapter check",
                        "comity adapter test",
                        "comity keys",
                        "comity keys rotate",
                        "comity keys certify",
                        "comity keys revoke",
                        "comity send",
                        "comity open",
                        "comity explain",
                        "comity config",
                        "comity config check",
                        "comity agreement",
                        "comity agreement sign",
                        "comity agreement withdraw",
                        "comity agreement list",
                        "comity config show",
                        "comity policy",
                        "comity policy test",
                        "comity policy matrix",
                        "comity policy explain",
                        "comity policy diff",
                        "comity audit",
                        "comity audit verify",
                        "comity audit show",
                        "comity audit checkpoint",
                        "comity audit consistency",
                        "comity audit gaps",
                        "comity audit watch",
                        "comity audit search",
                        "comity audit export",
                        "comity audit access",
                        "comity audit erase",
                        "comity audit replay",
                        "comity audit rebuild-index");
    }

    static Stream<CommandLine> commands() {
        List<CommandLine> all = new ArrayList<>();
        collect(commandLine(), all);
        return all.stream();
    }

    private static void collect(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, all));
    }

    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("comity "))
                .toList();
    }

    static void parse(String line) {
        String[] words = line.split("\\s+");
        commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return CommandLines.of(nowhere, nowhere);
    }
}
