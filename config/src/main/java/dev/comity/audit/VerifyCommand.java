package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Progress;
import dev.comity.command.TrustFile;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.KnownCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The auditor's check of what lies at hand: a whole log, an evidence bundle, one delivery. */
@Command(
        name = "verify",
        description =
                "Verifies a whole exchange log, an evidence bundle or one delivery against your own trust anchors alone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that was checked holds",
            "1:something was changed, cut or forged; the first entry that cannot be trusted is named",
            "2:the command line is wrong",
            "3:nothing is false, but something could not be checked, for instance the log's key is not in the trust file",
            "4:what was to be verified, or the trust file, cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit verify /srv/comity/log --trust trust.yaml --against last-visit.checkpoint",
            "  comity audit verify evidence.zip --trust trust.yaml --strict -o json",
            "",
            "See next: comity audit checkpoint --help, to keep what the next visit is held against."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description =
                    "A log's folder (checkpoint and tile/ lie in it), the folders of all logs of a hub with several nodes, an evidence bundle (a zip, or unpacked), or a"
                            + " presentation (.sdjwt, with .entry and .tlog-proof beside it).")
    private List<Path> subjects;

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
                    "A checkpoint kept earlier or by a witness, or the .tlog-proof of a receipt: proves that nothing that it"
                            + " covers was removed or rewritten since."
                            + " May be repeated.")
    private List<Path> against = List.of();

    @Option(
            names = "--log",
            paramLabel = "LOGDIR",
            description = "For a presentation: folder of the log, which names agencies and agreements.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "AGENCY",
            description = "For a presentation: who says that it was delivered to it; default: whom its entry names.")
    private Optional<String> reader = Optional.empty();

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
        TrustAnchors pinned = anchors.anchors();
        List<KnownCheckpoint> known = LogSubject.checkpoints(against);
        if (subjects.size() > 1) {
            return together(pinned, known);
        }
        Path subject = subjects.get(0);
        if (Files.isDirectory(subject) && LogSubject.isLog(subject) && !isBundle(subject)) {
            try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries checked")) {
                return LogSubject.verify(subject, pinned, known, progress);
            }
        }
        if (Files.isRegularFile(subject) && PresentationSubject.isPresentation(subject)) {
            return PresentationSubject.verify(subject, pinned, log, reader);
        }
        if (Files.isRegularFile(subject) || isBundle(subject)) {
            return bundle(subject, pinned);
        }
        throw CommandFailed.unreadable(
                "Log folder",
                subject,
                "Nothing was checked; name the folder that holds tile/, an evidence bundle, or a .sdjwt.");
    }

    private static boolean isBundle(Path folder) {
        return Files.isRegularFile(folder.resolve(EvidenceFiles.MANIFEST));
    }

    private Answer together(TrustAnchors pinned, List<KnownCheckpoint> known) throws CommandFailed {
        for (Path log : subjects) {
            if (!Files.isDirectory(log) || !LogSubject.isLog(log)) {
                throw CommandFailed.unreadable(
                        "Log folder", log, "Nothing was checked; several at once must all be folders of logs.");
            }
        }
        try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries checked")) {
            return SeveralLogs.verify(subjects, pinned, known, progress);
        }
    }

    private static Answer bundle(Path subject, TrustAnchors pinned) throws CommandFailed {
        try {
            return EvidenceCheck.verify(EvidenceFiles.read(subject), pinned);
        } catch (IOException e) {
            String message = "Not checked: %s cannot be read as an evidence bundle (%s).";
            throw new CommandFailed(ExitCode.INPUT, message.formatted(subject, e.getMessage()), e);
        }
    }
}
