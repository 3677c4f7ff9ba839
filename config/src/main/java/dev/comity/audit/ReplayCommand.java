package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Progress;
import dev.comity.command.TrustFile;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides again what was decided. */
@Command(
        name = "replay",
        description =
                "Decides every logged exchange again from the configuration that was in force, and from the records that are at hand.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every release was decided again, as it was logged",
            "1:something was released or withheld that the agreements in force decide otherwise; the entry is named",
            "2:the command line is wrong",
            "3:nothing is false, but some releases are claimed and not proven, because their records are not at hand",
            "4:the log, the bundle or the trust file cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit replay evidence-237e808dfc84.zip --trust trust.yaml",
            "  comity audit replay /srv/comity/log --trust trust.yaml --opened /media/key/17 -o json",
            "",
            "See next: comity audit verify --help, which says whether these are the log's own entries."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|DIR", description = "Folder of a log, or an evidence bundle.")
    private Path subject;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            required = true,
            description = "Your own trust.yaml; never one that the hub handed you together with the log.")
    private Path trust;

    @Option(
            names = "--opened",
            paramLabel = "DIR",
            description = "What comity audit access wrote: the envelopes and presentations to decide from.")
    private Optional<Path> opened = Optional.empty();

    @Option(names = "--strict", description = "What is only claimed counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private ReportOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        TrustFile anchors = TrustFile.load(trust);
        try {
            Answer answer = Files.isDirectory(subject) && LogSubject.isLog(subject) && !isBundle()
                    ? log(anchors)
                    : bundle(anchors);
            return output.print(
                    spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), answer.lines());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not replayed: %s cannot be read (%s).".formatted(subject, e.getMessage()), e);
        }
    }

    private boolean isBundle() {
        return Files.isRegularFile(subject.resolve(EvidenceFiles.MANIFEST));
    }

    private Answer log(TrustFile anchors) throws IOException {
        EvidenceExport.Kept kept =
                opened.<EvidenceExport.Kept>map(OpenedFiles::new).orElse(NOTHING);
        Replay replay = new Replay(anchors.anchors(), LogEvidence.in(subject), kept);
        LogReader log = LogReader.open(subject);
        long size = log.checkpoint().size();
        try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries decided again")) {
            log.forEach(0, size, (index, bytes) -> {
                replay.see(index, entry(index, bytes));
                progress.accept(index + 1);
            });
        }
        return replay.answer("log %s  %,d entries".formatted(log.checkpoint().origin(), size));
    }

    private static Entry entry(long index, byte[] bytes) throws IOException {
        try {
            return Entry.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("entry %d: %s".formatted(index, e.getMessage()), e);
        }
    }

    private Answer bundle(TrustFile anchors) throws IOException {
        EvidenceFiles files = EvidenceFiles.read(subject);
        Replay replay = new Replay(
                anchors.anchors(),
                files.evidence(),
                opened.<EvidenceExport.Kept>map(OpenedFiles::new).orElseGet(() -> new Bundled(files)));
        int entries = 0;
        for (String name : files.names(EvidenceFiles.ENTRIES)
                .filter(one -> one.matches("entries/\\d{12}\\.entry"))
                .toList()) {
            long index = Long.parseLong(name.replaceAll("\\D", ""));
            replay.see(index, entry(index, files.file(name).orElseThrow()));
            entries++;
        }
        if (entries == 0) {
            throw new IOException("it holds no entries");
        }
        return replay.answer("evidence bundle  %,d entries".formatted(entries));
    }

    private static final EvidenceExport.Kept NOTHING = new EvidenceExport.Kept() {
        @Override
        public Optional<byte[]> presentation(Entry released) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> envelope(Entry submitted) {
            return Optional.empty();
        }
    };

    /** What lies in an evidence bundle. */
    private record Bundled(EvidenceFiles files) implements EvidenceExport.Kept {

        @Override
        public Optional<byte[]> presentation(Entry released) {
            return files.file(EvidenceFiles.PRESENTATIONS
                    + released.json().path("delivery").asText() + ".sdjwt");
        }

        @Override
        public Optional<byte[]> envelope(Entry submitted) {
            return files.file(
                    EvidenceFiles.ENVELOPES + submitted.json().path("exchange").asText() + ".sdjwt");
        }
    }
}
