package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.policy.Explainer;
import dev.comity.policy.Explanation;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every field of one record with the line that decides it. */
@Command(
        name = "explain",
        description =
                "Shows each field of a record as an agency would get it or not, with the file and line that decides.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:explained, whatever is released",
            "1:the configuration has errors, or the record is not valid",
            "2:the command line is wrong, or agency or record type do not exist",
            "4:the record or a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "A record file holds the record alone or {\"record\": \"TYPE/MAJOR\", \"body\": {...}}. Names of fields are shown, never values.",
            "",
            "Examples:",
            "  comity policy explain --record schemas/records/death-registration/1/examples/cremated.json --to transport",
            "  comity policy explain --record body.json --type death-registration/1 --to housing --on 2028-01-01 -o json",
            "",
            "See next: comity policy matrix --help, for all agencies at once."
        })
final class PolicyExplainCommand implements Callable<Integer> {

    @Option(names = "--record", paramLabel = "FILE", required = true, description = "The record as JSON.")
    private Path record;

    @Option(names = "--to", paramLabel = "AGENCY", required = true, description = "The agency that would receive.")
    private String agency;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description =
                    "A query, verify or batch request as JSON: explain its answer about the record, not an event.")
    private Optional<Path> request = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "The record type, for instance death-registration/1.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--on", paramLabel = "DATE", description = "Decide on this day; default: today.")
    private Optional<LocalDate> day = Optional.empty();

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Configuration configuration = options.configuration("Nothing to explain");
        requireAgency(configuration);
        Explanation explanation = explain(configuration, RecordFile.read(record, type, configuration.types()));
        Report report = new Report(
                explanation.releases() ? "released" : "withheld", ExitCode.DONE, List.of(), Optional.empty());
        ExplanationText text = new ExplanationText(explanation);
        return output.print(out(), report, text::json, () -> {
            text.lines().forEach(out()::println);
            out().flush();
        });
    }

    private Explanation explain(Configuration configuration, RecordFile file) throws CommandFailed {
        Instant at = day.map(on ->
                        on.atTime(12, 0).atZone(configuration.hub().zone()).toInstant())
                .orElseGet(Instant::now);
        try {
            Explainer explainer = new Explainer(
                    configuration,
                    slug -> Optional.ofNullable(configuration.agencies().get(slug))
                            .map(AgencyEntry::division));
            if (request.isEmpty()) {
                return explainer.explain(file.type(), file.body(), agency, at);
            }
            RequestFile asked = RequestFile.read(request.get(), agency, at);
            return explainer.explain(file.type(), file.body(), asked.request(), asked.past(), at);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, "Not explained: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Not explained: " + e.getMessage(), e);
        }
    }

    private void requireAgency(Configuration configuration) throws CommandFailed {
        if (!configuration.agencies().containsKey(agency)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "Agency '%s' is not in agencies.yaml.%s"
                            .formatted(
                                    agency,
                                    Suggestion.of(
                                            agency, configuration.agencies().keySet())));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
