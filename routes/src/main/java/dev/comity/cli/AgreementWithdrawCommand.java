package dev.comity.cli;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Withdrawal;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One party ends an agreement alone. */
@Command(
        name = "withdraw",
        description = "Withdraws an agreement as one of its parties, without asking the other.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the withdrawal is signed and lies beside the agreement",
            "1:the configuration has errors, or the agency is no party",
            "2:the command line is wrong, or there is no such agreement",
            "4:the agency's key agree.pem cannot be read, or the folder cannot be written",
            "70:internal error"
        },
        footer = {
            "",
            "It ends the newest version and every one before it, for good; only a higher version that both sign again can follow.",
            "Agencies refuse what is logged after it. The running hub takes it over with 'comity reload'.",
            "",
            "Examples:",
            "  comity agreement withdraw death-to-concession --as transport --data /tmp/city",
            "  comity agreement withdraw property-transfers --as housing --data /srv/comity -o json",
            "",
            "See next: comity reload --help."
        })
final class AgreementWithdrawCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The agreement's id.")
    private String name;

    @Option(names = "--as", paramLabel = "AGENCY", required = true, description = "The party that withdraws.")
    private String agency;

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Path data = options.data()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "Name the data folder with --data: the party's key lies in it. Nothing was done."));
        Agreement agreement = newest(options.configuration("Not withdrawn"));
        try {
            Withdrawal.sign(agreement, agency, AgreeKey.read(data, agency), Instant.now());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, "Not withdrawn: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Not withdrawn: " + e.getMessage(), e);
        }
        Path file = Withdrawal.fileOf(agreement.file());
        Report report = new Report(
                "withdrawn",
                ExitCode.DONE,
                List.of(new Report.Item(
                        "agreement", "pass", "version " + agreement.version() + " and before", file.toString())),
                Optional.empty());
        return output.print(out(), report, () -> {
            out().println("Withdrawn by %s: %s, version %d and before (%s)."
                    .formatted(agency, agreement.id(), agreement.version(), file));
            out().println("'comity reload --data %s' lets the running hub take it over and log it.".formatted(data));
            out().flush();
        });
    }

    private Agreement newest(Configuration configuration) throws CommandFailed {
        List<String> known = configuration.agreements().stream()
                .map(Agreement::id)
                .distinct()
                .toList();
        return configuration.agreements().stream()
                .filter(one -> one.id().equals(name))
                .max(Comparator.comparingInt(Agreement::version))
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "There is no agreement '%s'. Nothing was done.%s".formatted(name, Suggestion.of(name, known))));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
