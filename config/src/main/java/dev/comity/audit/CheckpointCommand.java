package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.disk.DurableFile;
import dev.comity.log.Checkpoint;
import dev.comity.log.LogReader;
import dev.comity.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The newest checkpoint, and keeping it for the next visit. */
@Command(
        name = "checkpoint",
        description =
                "Says who signed a log's newest checkpoint, and keeps it so that the next visit can be held against it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:signed by the log and by enough witnesses, and kept if that was asked",
            "1:a signature does not hold, or the log does not extend the checkpoint that was kept; nothing was kept",
            "2:the command line is wrong",
            "3:nothing is false, but a signature is missing",
            "4:the log, the trust file or the kept checkpoint cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit checkpoint /srv/comity/log --trust trust.yaml",
            "  comity audit checkpoint /srv/comity/log --trust trust.yaml --keep city.checkpoint",
            "",
            "See next: comity audit verify --help (--against)."
        })
public final class CheckpointCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGDIR", description = "Folder of the log.")
    private Path log;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "Your own trust.yaml.")
    private Path trust;

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "Where to keep it; what is kept there already must be proven to be its beginning.")
    private Optional<Path> keep = Optional.empty();

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private ReportOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        TrustFile anchors = TrustFile.load(trust);
        try {
            LogReader reader = LogReader.open(log);
            Checkpoint newest = reader.checkpoint();
            List<Report.Item> checks = new ArrayList<>();
            LogVerifier.signatures(newest, anchors.anchors()).stream()
                    .map(Answer::item)
                    .forEach(checks::add);
            if (keep.isPresent() && Files.exists(keep.get())) {
                Checkpoint kept = LogSubject.checkpoint(keep.get());
                checks.addAll(Consistency.checks(keep.get().toString(), kept, newest, reader, anchors.anchors()));
            }
            Answer answer = new Answer(
                    "checkpoint of %s  %,d entries".formatted(newest.origin(), newest.size()),
                    checks,
                    OptionalLong.empty());
            if (keep.isPresent() && !answer.word().equals("FALSE")) {
                DurableFile.write(keep.get(), newest.note());
            }
            List<String> lines = new ArrayList<>(answer.lines());
            lines.add("");
            newest.note()
                    .lines()
                    .map(line -> line.length() > 110 ? line.substring(0, 107) + "..." : line)
                    .forEach(lines::add);
            return output.print(spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), lines);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not checked: %s cannot be read (%s).".formatted(log, e.getMessage()), e);
        }
    }
}
