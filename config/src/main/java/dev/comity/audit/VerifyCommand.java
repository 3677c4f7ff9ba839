package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.Progress;
import dev.comity.command.TrustFile;
import dev.comity.log.KnownCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The auditor's check of what lies at hand: a whole log. */
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
            "  comity audit verify /srv/comity/log --trust trust.yaml --against last-visit.checkpoint",
            "  comity audit verify /media/usb/log --trust trust.yaml --strict -o json",
            "",
            "See next: comity audit checkpoint --help, to keep what the next visit is held against."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|DIR", description = "Folder of the log: checkpoint and tile/ lie in it.")
    private Path subject;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            required = true,
            description = "Your own trust.yaml; never one that the hub handed you together with the log.")
    private Path trust;

    @Option(
            names = "--against",
            paramLabel = "CHECKPOINT",
            description =
                    "A checkpoint kept earlier, or by a witness: proves that nothing was removed or rewritten since."
                            + " May be repeated.")
    private List<Path> against = List.of();

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private ReportOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        TrustFile anchors = TrustFile.load(trust);
        Answer answer = verify(anchors);
        return output.print(
                spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), answer.lines());
    }

    private Answer verify(TrustFile anchors) throws CommandFailed {
        if (!Files.isDirectory(subject)) {
            throw CommandFailed.unreadable(
                    "Log folder", subject, "Nothing was checked; name the folder that holds tile/.");
        }
        List<KnownCheckpoint> known = LogSubject.checkpoints(against);
        try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries checked")) {
            return LogSubject.verify(subject, anchors.anchors(), known, progress);
        }
    }
}
