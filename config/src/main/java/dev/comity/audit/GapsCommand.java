package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
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

/** Numbers that are missing in a sequence: something was left out. */
@Command(
        name = "gaps",
        description = "Lists what is missing in the numbers of submissions and deliveries: an omission leaves a gap.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no number is missing",
            "1:numbers are missing and nothing in the log explains it",
            "2:the command line is wrong",
            "3:numbers are missing, and a logged refusal says that the hub never got them",
            "4:the log or the trust file cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit gaps /srv/comity/log --trust trust.yaml",
            "  comity audit gaps /media/usb/log --trust trust.yaml -o json",
            "",
            "See next: comity audit verify --help."
        })
public final class GapsCommand implements Callable<Integer> {

    private static final int SHOWN = 100;

    @Parameters(paramLabel = "LOGDIR", description = "Folder of the log.")
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
        try {
            LogReader reader = LogReader.open(log);
            List<Report.Item> checks = new ArrayList<>();
            LogVerifier.signatures(reader.checkpoint(), anchors.anchors()).stream()
                    .filter(check -> check.id().equals(LogVerifier.CHECKPOINT))
                    .map(Answer::item)
                    .forEach(checks::add);
            Sequences sequences = Sequences.of(reader);
            sequences.gaps().stream().limit(SHOWN).map(GapsCommand::item).forEach(checks::add);
            sequences.last().forEach((name, last) -> checks.add(whole(name, last, sequences)));
            Answer answer = new Answer(
                    "sequences of %s  %,d entries"
                            .formatted(
                                    reader.checkpoint().origin(),
                                    reader.checkpoint().size()),
                    checks,
                    OptionalLong.empty());
            return output.print(
                    spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), answer.lines());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not checked: %s cannot be read (%s).".formatted(log, e.getMessage()), e);
        }
    }

    private static Report.Item item(Sequences.Gap gap) {
        String numbers = gap.first() == gap.last() ? "number %d is" : "numbers %d to %d are";
        return new Report.Item(
                "gap",
                gap.explained() ? "unknown" : "fail",
                "%s: %s missing%s"
                        .formatted(
                                gap.sequence(),
                                numbers.formatted(gap.first(), gap.last()),
                                gap.explained() ? "; the hub says that it never got them" : ""),
                "entry " + gap.before());
    }

    private static Report.Item whole(String name, long last, Sequences sequences) {
        boolean whole =
                sequences.gaps().stream().noneMatch(gap -> gap.sequence().equals(name));
        return new Report.Item(
                "sequence",
                whole ? "pass" : "skipped",
                "%s: 1 to %d%s".formatted(name, last, whole ? "" : ", with gaps"),
                "");
    }
}
