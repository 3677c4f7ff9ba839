package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.policy.PolicyChange;
import dev.comity.policy.PolicyDiff;
import dev.comity.yaml.Problem;
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

/** Every problem of a configuration and its record types at once. */
@Command(
        name = "check",
        description = "Checks a configuration and the record types it speaks of, and lists all problems at once.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no errors; there may be warnings",
            "1:errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity config check",
            "  comity config check --config /srv/comity/config -o json",
            "",
            "See next: comity run --help."
        })
final class ConfigCheckCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Configuration folder; default: config/ of the program.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "Configuration as it was, a folder or bundle: what is wider now is listed as warnings.")
    private Optional<Path> against = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        CheckedConfiguration checked =
                CheckedConfiguration.read(Folders.schemas(schemas), Folders.config(config, Optional.empty()));
        List<PolicyChange> wider = wider(checked);
        return output.print(out(), with(report(checked), wider), () -> {
            print(checked);
            wider.forEach(change -> out().println(PolicyDiffCommand.line(change)));
            out().flush();
        });
    }

    private List<PolicyChange> wider(CheckedConfiguration checked) throws CommandFailed {
        if (against.isEmpty() || !checked.sound()) {
            return List.of();
        }
        return PolicyDiff.between(
                        PolicyDiffCommand.load(against.get(), checked.schemas()),
                        checked.configuration().orElseThrow())
                .stream()
                .filter(change -> change.kind() != PolicyChange.Kind.NARROWED)
                .toList();
    }

    private static Report with(Report report, List<PolicyChange> wider) {
        List<Report.Item> items = new ArrayList<>(report.checks());
        wider.forEach(change -> items.add(new Report.Item(
                "config.widened",
                "pass",
                PolicyDiffCommand.line(change),
                change.where().toString())));
        return new Report(report.verdict(), report.exitCode(), items, report.trust());
    }

    static Report report(CheckedConfiguration checked) {
        List<Report.Item> items = new ArrayList<>();
        checked.errors().map(problem -> item("config.error", "fail", problem)).forEach(items::add);
        checked.warnings()
                .map(problem -> item("config.warning", "pass", problem))
                .forEach(items::add);
        return checked.sound()
                ? new Report("sound", ExitCode.DONE, items, Optional.empty())
                : new Report("unsound", ExitCode.FAILED, items, Optional.empty());
    }

    private static Report.Item item(String id, String status, Problem problem) {
        String location = "%s:%d:%d".formatted(problem.file(), problem.line(), problem.column());
        return new Report.Item(id, status, problem.message(), location);
    }

    private void print(CheckedConfiguration checked) {
        out().println(checked.sound() ? summary(checked) : checked.errorsListed("Not usable"));
        List<Problem> warnings = checked.warnings().toList();
        if (!warnings.isEmpty()) {
            out().println(Problems.counted(warnings.size(), "warning") + ", which stop nothing:");
            out().println(Problems.lines(warnings));
        }
        out().flush();
    }

    private static String summary(CheckedConfiguration checked) {
        Configuration configuration = checked.configuration().orElseThrow();
        return "%s/ is sound: %s, %s, %s, %s."
                .formatted(
                        checked.config(),
                        Problems.counted(configuration.types().all().size(), "record type"),
                        counted(configuration.agencies().size(), "agency", "agencies"),
                        Problems.counted(configuration.purposes().size(), "purpose"),
                        Problems.counted(configuration.agreements().size(), "agreement"));
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
