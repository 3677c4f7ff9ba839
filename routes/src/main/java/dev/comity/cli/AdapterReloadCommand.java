package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterPackage;
import dev.comity.agency.AgencySettings;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.control.AgencyOperator;
import dev.comity.control.ControlClient;
import dev.comity.json.Json;
import dev.comity.kit.AdapterOutcome;
import dev.comity.kit.Kit;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One adapter anew, in an agency's side that runs. */
@Command(
        name = "reload",
        description =
                "Lets an agency's side that runs take over one adapter's changed folder, if every check of it passes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the changed adapter runs; what was read before is not sent again",
            "1:a check fails, each problem is named; the adapter as it was runs on",
            "2:the command line is wrong",
            "4:agency.yaml, the configuration or the folder cannot be read",
            "5:nobody runs this agency's side, or the route could not be started; the adapter as it was runs on",
            "70:internal error"
        },
        footer = {
            "",
            "The folder is the one that agency.yaml lists. The other adapters do not notice.",
            "",
            "Examples:",
            "  comity adapter reload housing/rental-applications --config /srv/housing",
            "  comity adapter reload transport/concession-cards --config /tmp/city/agencies/transport -o json",
            "",
            "See next: comity adapter test --help."
        })
final class AdapterReloadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The adapter's id: <agency>/<name>.")
    private String id;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            required = true,
            description = "Folder that holds the agency's agency.yaml.")
    private Path config;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        AgencySettings settings = AgencyFile.load(config.resolve("agency.yaml"));
        Path folder = folder(settings);
        String digest = digest(folder);
        AdapterOutcome outcome = test(settings, folder);
        if (!outcome.passed()) {
            return print(refused(outcome), () -> new KitText(out()).print(List.of(outcome)));
        }
        ObjectNode answer = ask(settings, digest);
        return print(report(answer, digest), () -> print(answer, digest));
    }

    private int print(Report report, Runnable text) {
        return output.print(out(), report, () -> {
            text.run();
            if (report.exitCode() != ExitCode.DONE) {
                out().println("Not reloaded: the adapter as it was runs on.");
            }
            out().flush();
        });
    }

    private Path folder(AgencySettings settings) throws CommandFailed {
        Map<String, Path> known = new TreeMap<>();
        for (Path one : settings.adapters()) {
            known.put(one.getParent().getFileName() + "/" + one.getFileName(), one);
            try {
                AdapterFolder.load(one, new ArrayList<>()).ifPresent(adapter -> known.put(adapter.id(), one));
            } catch (IOException e) {
                throw CommandFailed.unreadable("A file of", one, "Look at its permissions.");
            }
        }
        if (!known.containsKey(id)) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "agency.yaml lists no adapter '%s'.%s".formatted(id, Suggestion.of(id, known.keySet())));
        }
        return known.get(id);
    }

    private String digest(Path folder) throws CommandFailed {
        try {
            return AdapterPackage.of(id, folder).digest();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, e.getMessage(), e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("A file of", folder, "Look at its permissions.");
        }
    }

    /** With the record types and agreements that the agency's side itself has. */
    private static AdapterOutcome test(AgencySettings settings, Path folder) throws CommandFailed {
        Configuration configuration =
                CheckedConfiguration.read(settings.schemas(), settings.config()).orFail("Not reloaded");
        Kit kit = new Kit(configuration.types(), Optional.of(configuration), Folders.home(), Clock.systemUTC());
        return AdapterFolders.each(List.of(folder), kit::test).get(0);
    }

    private ObjectNode ask(AgencySettings settings, String digest) throws CommandFailed {
        try {
            return ControlClient.ask(
                    settings.folder(),
                    AgencyOperator.RELOAD,
                    Json.object().put("adapter", id).put("digest", digest));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.SERVER,
                    "Nobody runs the side of '%s' (%s). Its next start takes the folder as it is: comity agency run --config %s"
                            .formatted(settings.agency(), e.getMessage(), config),
                    e);
        }
    }

    private static Report refused(AdapterOutcome outcome) {
        List<Report.Item> items = outcome.checks().stream()
                .flatMap(check -> check.problems().stream()
                        .map(problem -> new Report.Item(
                                check.id(),
                                "fail",
                                problem.message(),
                                "%s:%d:%d".formatted(problem.file(), problem.line(), problem.column()))))
                .toList();
        return new Report("refused", ExitCode.FAILED, items, Optional.empty());
    }

    private Report report(ObjectNode answer, String digest) {
        String verdict = answer.path("verdict").asText();
        List<Report.Item> items = new ArrayList<>();
        answer.path("problems")
                .forEach(problem -> items.add(new Report.Item(
                        "adapter.error", "fail", problem.path("message").asText(), place(problem))));
        if (answer.has("detail")) {
            items.add(new Report.Item(
                    "adapter.route", "fail", answer.path("detail").asText(), id));
        }
        if (verdict.equals("reloaded")) {
            items.add(new Report.Item("adapter", "pass", digest, id));
        }
        int exitCode = switch (verdict) {
            case "reloaded" -> ExitCode.DONE;
            case "refused" -> ExitCode.FAILED;
            default -> answer.path("internal").asBoolean() ? ExitCode.INTERNAL : ExitCode.SERVER;
        };
        return new Report(verdict, exitCode, items, Optional.empty());
    }

    private static String place(JsonNode problem) {
        return "%s:%d:%d"
                .formatted(
                        problem.path("file").asText(),
                        problem.path("line").asInt(),
                        problem.path("column").asInt());
    }

    private void print(ObjectNode answer, String digest) {
        if (answer.path("verdict").asText().equals("reloaded")) {
            out().println("%s is reloaded, digest %s.".formatted(id, digest));
        }
        answer.path("problems")
                .forEach(problem -> out().println(
                                place(problem) + "  " + problem.path("message").asText()));
        if (answer.has("detail")) {
            out().println(answer.path("detail").asText());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
