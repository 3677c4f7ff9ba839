package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Progress;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.log.LogVerifier.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The auditor's check of a whole log. */
@Command(
        name = "verify",
        description =
                "Recomputes a whole exchange log from its entries and compares every stored file and the signed checkpoint.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every entry is as it was when the checkpoint was signed",
            "1:the log was changed, cut or forged; the first entry that cannot be trusted is named",
            "2:the command line is wrong",
            "3:nothing is false, but something could not be checked, for instance the log's key is not in the trust file",
            "4:the log or the trust file cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit verify /srv/comity/log --trust trust.yaml",
            "  comity audit verify /media/usb/log --trust trust.yaml --strict -o json",
            "",
            "See next: comity open --help, for one delivery."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGDIR", description = "Folder of the log: checkpoint and tile/ lie in it.")
    private Path log;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            required = true,
            description = "Your own trust.yaml; never one that the hub handed you together with the log.")
    private Path trust;

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        TrustFile anchors = TrustFile.load(trust);
        LogVerdict verdict = verify(anchors);
        return output.print(out(), report(verdict, anchors), () -> print(verdict));
    }

    private LogVerdict verify(TrustFile anchors) throws CommandFailed {
        if (!Files.isDirectory(log)) {
            throw CommandFailed.unreadable("Log folder", log, "Nothing was checked; name the folder that holds tile/.");
        }
        try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries checked")) {
            return LogVerifier.verify(log, anchors.anchors(), progress);
        } catch (IOException e) {
            String message = "Not checked: %s cannot be read (%s).".formatted(log, e.getMessage());
            throw new CommandFailed(ExitCode.INPUT, message, e);
        }
    }

    private Report report(LogVerdict verdict, TrustFile anchors) {
        List<Report.Item> items = new ArrayList<>();
        verdict.checks().stream().map(VerifyCommand::item).forEach(items::add);
        verdict.firstUntrusted().ifPresent(index -> items.add(firstUntrusted(index)));
        return new Report(word(verdict).toLowerCase(), exitCode(verdict), items, Optional.of(anchors));
    }

    private static Report.Item item(LogVerifier.Check check) {
        return new Report.Item(check.id(), check.status(), check.detail(), check.location());
    }

    private static Report.Item firstUntrusted(long index) {
        return new Report.Item(
                "log.firstUntrusted", "fail", "entry %d is the first that cannot be trusted".formatted(index), "");
    }

    private int exitCode(LogVerdict verdict) {
        return strict && verdict.outcome() == Outcome.INDETERMINATE
                ? ExitCode.FAILED
                : verdict.outcome().exitCode();
    }

    private void print(LogVerdict verdict) {
        out().println("%s  log %s  %s".formatted(word(verdict), verdict.origin(), entries(verdict.entries())));
        verdict.firstUntrusted()
                .ifPresent(index -> out().println("  Entry %,d is the first that cannot be trusted.".formatted(index)));
        verdict.checks().forEach(check -> out().println(item(check).line(check.id())));
        out().flush();
    }

    private static String entries(long count) {
        return "%,d %s".formatted(count, count == 1 ? "entry" : "entries");
    }

    private static String word(LogVerdict verdict) {
        return verdict.outcome().name();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
