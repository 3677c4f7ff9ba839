package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What lies in the dead letter address. */
@Command(
        name = "list",
        description = "Lists what a running hub could not deliver, the oldest first: id, since when, whose, why.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed, also where there is none",
            "2:the command line is wrong",
            "5:no hub runs on this data folder, or its broker does not answer",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity dead list --data /srv/comity",
            "  comity dead list --data /tmp/city -o json",
            "",
            "See next: comity dead show --help."
        })
final class DeadListCommand implements Callable<Integer> {

    @Mixin
    private DeadLetterOptions hub;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ObjectNode answer = hub.ask("dead-list", Json.object());
        ObjectNode further = Json.object();
        further.set("letters", answer.get("letters"));
        further.set("more", answer.get("more"));
        Report report = new Report("listed", ExitCode.DONE, List.of(), Optional.empty());
        return output.print(out(), report, () -> further, () -> print(answer));
    }

    private void print(ObjectNode answer) {
        JsonNode letters = answer.path("letters");
        letters.forEach(letter -> out().println("%s  %-20s  %-20s  %s"
                .formatted(
                        letter.path("id").asText().substring(0, 12),
                        letter.path("since").asText("-"),
                        letter.path("provider").asText("no record"),
                        letter.path("reason").asText())));
        out().println(Problems.counted(letters.size(), "dead letter")
                + (answer.path("more").asBoolean() ? ", and there are more." : "."));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
