package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.log.Checkpoint;
import dev.comity.log.LogReader;
import dev.comity.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two checkpoints, and the proof that the newer extends the older. */
@Command(
        name = "consistency",
        description =
                "Proves from a log's tiles that a newer checkpoint extends an older one, without reading the entries.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the newer checkpoint covers everything that the older one covers, unchanged",
            "1:it does not: entries were removed or rewritten, or the log was forked",
            "2:the command line is wrong",
            "3:one of them is not signed by a log that the trust file names",
            "4:a checkpoint, the log or the trust file cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit consistency january.checkpoint june.checkpoint --log /srv/comity/log --trust trust.yaml",
            "  comity audit consistency mine.checkpoint theirs.checkpoint --log log --trust trust.yaml -o json",
            "",
            "See next: comity audit verify --help (--against), which recomputes everything."
        })
public final class ConsistencyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "The older checkpoint.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The newer checkpoint.")
    private Path newer;

    @Option(names = "--log", paramLabel = "LOGDIR", required = true, description = "Folder of the log, for the proof.")
    private Path log;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "Your own trust.yaml.")
    private Path trust;

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private ReportOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        TrustFile anchors = TrustFile.load(trust);
        Checkpoint first = LogSubject.checkpoint(old);
        Checkpoint second = LogSubject.checkpoint(newer);
        List<Report.Item> checks = new ArrayList<>();
        LogVerifier.signatures(second, anchors.anchors()).stream()
                .filter(check -> check.id().equals(LogVerifier.CHECKPOINT))
                .map(Answer::item)
                .forEach(checks::add);
        try {
            LogReader reader = LogReader.at(log, second);
            checks.addAll(Consistency.checks(old.toString(), first, second, reader, anchors.anchors()));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not checked: %s cannot be read (%s).".formatted(log, e.getMessage()), e);
        }
        Answer answer = new Answer(
                "%s  %,d to %,d entries".formatted(second.origin(), first.size(), second.size()),
                checks,
                OptionalLong.empty());
        return output.print(
                spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), answer.lines());
    }
}
