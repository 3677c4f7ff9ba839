package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.control.ControlClient;
import dev.comity.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A changed configuration into a hub that runs. */
@Command(
        name = "reload",
        description =
                "Lets a running hub take over its changed configuration between two batches, or say why it does not.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the new configuration is in force; the log has an entry with its digest",
            "1:something is wrong with it, all of it is listed; the one before is still in force",
            "2:the command line is wrong",
            "5:no hub runs on this data folder, or it cannot write its log",
            "70:internal error"
        },
        footer = {
            "",
            "The hub reads the folders that it was started with: for 'comity demo' and 'comity run', config/ of the data folder",
            "unless --config named another. SIGHUP does the same and tells the result to the hub's log.",
            "",
            "Examples:",
            "  comity reload --data /srv/comity",
            "  comity reload --data /tmp/city -o json",
            "",
            "See next: comity agreement list --help, for what is in force."
        })
final class ReloadCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data folder of the running hub.")
    private Path data;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        ObjectNode answer = ask();
        String verdict = answer.path("verdict").asText();
        Report report = new Report(verdict, exitCode(answer), items(answer), Optional.empty());
        return output.print(out(), report, () -> further(answer), () -> print(answer, verdict));
    }

    private ObjectNode ask() throws CommandFailed {
        try {
            return ControlClient.ask(data, "reload");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.SERVER,
                    "No hub answers on %s (%s). Nothing was changed; start it with 'comity run --data %s'."
                            .formatted(data, e.getMessage(), data),
                    e);
        }
    }

    private static int exitCode(ObjectNode answer) {
        return switch (answer.path("verdict").asText()) {
            case "reloaded" -> ExitCode.DONE;
            case "refused" -> ExitCode.FAILED;
            default -> answer.path("internal").asBoolean() ? ExitCode.INTERNAL : ExitCode.SERVER;
        };
    }

    private static List<Report.Item> items(ObjectNode answer) {
        List<Report.Item> items = new ArrayList<>();
        answer.path("problems")
                .forEach(problem -> items.add(new Report.Item(
                        "config.error", "fail", problem.path("message").asText(), place(problem))));
        return items;
    }

    private static String place(JsonNode problem) {
        return "%s:%d:%d"
                .formatted(
                        problem.path("file").asText(),
                        problem.path("line").asInt(),
                        problem.path("column").asInt());
    }

    private static ObjectNode further(ObjectNode answer) {
        ObjectNode further = Json.object();
        for (String member : List.of("digest", "agreements", "notInForce", "detail")) {
            if (answer.has(member)) {
                further.set(member, answer.get(member));
            }
        }
        return further;
    }

    private void print(ObjectNode answer, String verdict) {
        if (verdict.equals("reloaded")) {
            out().println("In force: %s. Configuration %s."
                    .formatted(
                            Problems.counted(answer.path("agreements").size(), "agreement"),
                            answer.path("digest").asText()));
            answer.path("notInForce")
                    .forEach(not -> out().println("Not in force: %s  %s"
                            .formatted(
                                    not.path("file").asText(),
                                    not.path("reason").asText())));
        } else {
            out().println("Not taken over; the configuration before it is still in force. "
                    + answer.path("detail").asText());
            answer.path("problems")
                    .forEach(problem -> out().println(place(problem) + "  "
                            + problem.path("message").asText()));
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
