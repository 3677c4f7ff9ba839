package dev.comity.cli;

import dev.comity.agreement.Agreement;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Problems;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.policy.PolicyTests;
import dev.comity.policy.PolicyTests.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All checks, then every test beside an agreement. */
@Command(
        name = "test",
        description = "Checks the configuration, then runs every test beside its agreements.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no errors, and every test holds",
            "1:errors, or a test does not hold, or no test sees a released field; each is named",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity policy test",
            "  comity policy test --config /srv/comity/config -o json",
            "",
            "See next: comity policy explain --help, for the lines that decide one record."
        })
final class PolicyTestCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        CheckedConfiguration checked = options.checked();
        if (!checked.sound()) {
            return unsound(checked);
        }
        Configuration configuration = checked.configuration().orElseThrow();
        List<Outcome> outcomes = run(configuration);
        Report report = report(outcomes);
        return output.print(out(), report, () -> print(report, outcomes.size(), configuration.agreements()));
    }

    /** The errors, and the tests that fail all the same: whoever changed an agreement looks for the case that it breaks. */
    private int unsound(CheckedConfiguration checked) throws CommandFailed {
        Report errors = ConfigCheckCommand.report(checked);
        List<Report.Item> failed = failed(report(run(checked.readable())));
        List<Report.Item> all = new ArrayList<>(errors.checks());
        all.addAll(failed);
        Report report = new Report(errors.verdict(), errors.exitCode(), all, errors.trust());
        return output.print(out(), report, () -> {
            out().println(checked.errorsListed("Not in order"));
            failed.forEach(item -> out().println(item.location() + "  " + item.detail()));
            out().flush();
        });
    }

    private static List<Report.Item> failed(Report report) {
        return report.checks().stream()
                .filter(item -> item.status().equals("fail"))
                .toList();
    }

    private static List<Outcome> run(Configuration configuration) throws CommandFailed {
        try {
            return new PolicyTests(configuration).run();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "Not tested: %s cannot be read.".formatted(e.getMessage()), e);
        }
    }

    private static Report report(List<Outcome> outcomes) {
        List<Report.Item> items = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            String given = outcome.test().given();
            items.add(new Report.Item(
                    "test",
                    outcome.holds() ? "pass" : "fail",
                    outcome.holds() ? given : given + ": " + outcome.difference(),
                    outcome.test().place()));
        }
        boolean holds = items.stream().noneMatch(item -> item.status().equals("fail"));
        return new Report(holds ? "holds" : "fails", holds ? ExitCode.DONE : ExitCode.FAILED, items, Optional.empty());
    }

    private void print(Report report, int tests, List<Agreement> agreements) {
        List<Report.Item> failed = failed(report);
        String counted = Problems.counted(tests, "test") + " of " + Problems.counted(agreements.size(), "agreement");
        out().println(failed.isEmpty() ? counted + ": all hold." : failed.size() + " of " + counted + " fail:");
        failed.forEach(item -> out().println(item.location() + "  " + item.detail()));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
