package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.envelope.Undeliverable;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One dead letter, given up for good. */
@Command(
        name = "discard",
        description =
                "Gives one dead letter up for good: the log says so, and its provider gets a signed notice with the reason.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:gone; the provider is told",
            "1:it cannot be discarded, the message says why",
            "2:the command line is wrong",
            "3:taken, and not carried out within 20 seconds; the hub goes on with it",
            "4:there is no such dead letter, or several begin so",
            "5:no hub runs on this data folder, or its broker does not answer",
            "70:internal error"
        },
        footer = {
            "",
            "The reason goes to the provider alone; the log holds a salted digest of it. Do not write personal data into it.",
            "",
            "Examples:",
            "  comity dead discard 3f9a2c --data /srv/comity --reason superseded",
            "  comity dead discard 3f9a2c --data /tmp/city --reason case-2026-114 -o json",
            "",
            "See next: comity agency reconcile --help, for what the provider sees."
        })
final class DeadDiscardCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the dead letter, or its first digits, six at least.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for its provider.")
    private String reason;

    @Mixin
    private DeadLetterOptions hub;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        if (reason.isBlank() || reason.length() > Undeliverable.Note.LONGEST) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--reason needs 1 to %d characters. Nothing was done.".formatted(Undeliverable.Note.LONGEST));
        }
        ObjectNode decided = hub.ask("dead-discard", Json.object().put("id", id).put("reason", reason));
        Optional<ObjectNode> outcome = hub.outcome(decided);
        if (outcome.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.INDETERMINATE,
                    "Taken, and not carried out within 20 seconds. The hub goes on with it; look again with 'comity dead list'.");
        }
        long entry = outcome.get().path("logged").asLong();
        Report report = new Report("discarded", ExitCode.DONE, List.of(), Optional.empty());
        ObjectNode further = Json.object().put("logged", entry);
        further.set("id", decided.get("id"));
        return output.print(
                out(),
                report,
                () -> further,
                () -> out().println(
                                "Discarded: logged as entry %,d; its provider gets a signed notice.".formatted(entry)));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
