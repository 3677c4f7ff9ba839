package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One dead letter, without a value of it. */
@Command(
        name = "show",
        description =
                "Shows one dead letter: why, how often it was tried, since when, where it is logged; never a value of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "2:the command line is wrong",
            "4:there is no such dead letter, or several begin so",
            "5:no hub runs on this data folder, or its broker does not answer",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity dead show 3f9a2c --data /srv/comity",
            "  comity dead show 3f9a2c --data /tmp/city -o json",
            "",
            "See next: comity dead resubmit --help, comity dead discard --help."
        })
final class DeadShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the dead letter, or its first digits, six at least.")
    private String id;

    @Mixin
    private DeadLetterOptions hub;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ObjectNode answer = hub.ask("dead-show", Json.object().put("id", id));
        ObjectNode further = Json.object();
        further.set("letter", answer.get("letter"));
        Report report = new Report("shown", ExitCode.DONE, List.of(), Optional.empty());
        return output.print(out(), report, () -> further, () -> print(answer.path("letter")));
    }

    private void print(JsonNode letter) {
        letter.properties()
                .forEach(member -> out().println("%-14s %s".formatted(member.getKey(), text(member.getValue()))));
        out().println("Next: comity dead resubmit, or comity dead discard --reason TEXT, with this id and --data %s."
                .formatted(hub.data()));
        out().flush();
    }

    private static String text(JsonNode value) {
        List<String> texts = new ArrayList<>();
        value.forEach(one -> texts.add(one.asText()));
        return value.isArray() ? String.join(", ", texts) : value.asText();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
