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

/** One dead letter, decided anew. */
@Command(
        name = "resubmit",
        description = "Lets a running hub decide one dead letter anew, under the agreements of today; both is logged.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:released to at least one agency; the deliveries have new ids",
            "1:refused, or nothing released: the log and the answer say why",
            "2:the command line is wrong",
            "3:taken, and no outcome within 20 seconds; the hub carries it out",
            "4:there is no such dead letter, or several begin so",
            "5:no hub runs on this data folder, or its broker does not answer",
            "70:internal error"
        },
        footer = {
            "",
            "A whole record is judged like a new one, but for its own dates and its place in the sequence. A single delivery that",
            "came back is decided from what its presentation shows; where that is not enough it stays a dead letter.",
            "",
            "Examples:",
            "  comity dead resubmit 3f9a2c --data /srv/comity",
            "  comity dead resubmit 3f9a2c --data /tmp/city -o json",
            "",
            "See next: comity explain --help, with the exchange's id."
        })
final class DeadResubmitCommand implements Callable<Integer> {

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
        ObjectNode decided = hub.ask("dead-resubmit", Json.object().put("id", id));
        Optional<ObjectNode> outcome = hub.outcome(decided);
        if (outcome.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.INDETERMINATE,
                    "Taken, and nothing came of it within 20 seconds. The hub goes on with it; look again with 'comity dead list'.");
        }
        ObjectNode came = outcome.get();
        boolean released = came.path("kind").asText().equals("submitted") || came.has("delivery");
        Report report = new Report(
                released ? "released" : "refused",
                released ? ExitCode.DONE : ExitCode.FAILED,
                items(came),
                Optional.empty());
        return output.print(out(), report, () -> further(decided, came), () -> print(report, came));
    }

    private static List<Report.Item> items(ObjectNode came) {
        List<Report.Item> items = new ArrayList<>();
        if (came.has("delivery")) {
            items.add(new Report.Item(
                    "dead.delivery", "pass", came.path("delivery").asText(), ""));
        }
        for (JsonNode decision : came.path("decisions")) {
            String agreement = decision.path("agreement").asText();
            items.add(
                    decision.has("delivery")
                            ? new Report.Item(
                                    "dead.delivery",
                                    "pass",
                                    decision.path("delivery").asText(),
                                    agreement)
                            : reason(decision.path("denied"), "skipped", agreement + ": "));
        }
        came.path("reasons").forEach(reason -> items.add(reason(reason, "fail", "")));
        if (came.has("denied")) {
            items.add(reason(came.path("denied"), "fail", "stays a dead letter: "));
        }
        return items;
    }

    private static Report.Item reason(JsonNode why, String status, String before) {
        String code = why.path("code").asText();
        return new Report.Item(
                "reason." + code, status, before + code, why.path("path").asText());
    }

    private static ObjectNode further(ObjectNode decided, ObjectNode came) {
        ObjectNode further = Json.object();
        further.set("id", decided.get("id"));
        for (String member : List.of("logged", "answer", "kind", "exchange")) {
            if (came.has(member)) {
                further.set(member, came.get(member));
            }
        }
        return further;
    }

    private void print(Report report, ObjectNode came) {
        out().println("%s: logged as entry %,d, answered by entry %,d."
                .formatted(
                        report.exitCode() == ExitCode.DONE ? "Released" : "Not released",
                        came.path("logged").asLong(),
                        came.path("answer").asLong()));
        report.checks().forEach(item -> out().println("  %s  %s".formatted(item.detail(), item.location())));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
