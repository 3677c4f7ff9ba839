package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Progress;
import dev.comity.command.TrustFile;
import dev.comity.log.Checkpoint;
import dev.comity.log.KnownCheckpoint;
import java.io.IOException;
import java.net.URI;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps an eye on a log that grows. */
@Command(
        name = "watch",
        description =
                "Verifies a log again each time it has grown, and holds it against every checkpoint that it showed before.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every state that was looked at is verified",
            "1:a state is false, or does not extend an earlier one; it stops there",
            "2:the command line is wrong",
            "3:nothing is false, but something could not be checked",
            "4:the log or the trust file cannot be read",
            "5:the log cannot be fetched",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity audit watch /srv/comity/log --trust trust.yaml --interval 60",
            "  comity audit watch https://log.example.gov/1/ --trust trust.yaml --once --mirror copy -o json",
            "",
            "See next: comity audit verify --help (--against)."
        })
public final class WatchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "LOGDIR|URL",
            description = "Folder of the log, or where its files are served; a URL ends in a slash.")
    private String log;

    @Option(names = "--trust", paramLabel = "FILE", required = true, description = "Your own trust.yaml.")
    private Path trust;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "How long to wait between two looks; default 10.")
    private int interval = 10;

    @Option(names = "--once", description = "Look once and end: the same as --count 1.")
    private boolean once;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "End after so many looks; else it goes on until it is ended.")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--mirror", paramLabel = "DIR", description = "Where to keep the copy of a log that is fetched.")
    private Optional<Path> mirror = Optional.empty();

    @Option(names = "--strict", description = "What could not be checked counts as failed: exit 1 instead of 3.")
    private boolean strict;

    @Mixin
    private ReportOption output;

    @Spec
    private CommandSpec spec;

    private final List<KnownCheckpoint> seen = new ArrayList<>();

    @Override
    public Integer call() throws CommandFailed {
        if (interval < 1 || count.orElse(1) < 1) {
            throw new ParameterException(spec.commandLine(), "--interval and --count must be 1 or more");
        }
        TrustFile anchors = TrustFile.load(trust);
        Path folder = isUrl() ? copy() : Path.of(log);
        int looks = once ? 1 : count.orElse(Integer.MAX_VALUE);
        int worst = ExitCode.DONE;
        for (int look = 1; look <= looks && worst != ExitCode.FAILED; look++) {
            int code = look(folder, anchors);
            worst = code == ExitCode.FAILED ? code : Math.max(worst, code);
            if (look < looks && worst != ExitCode.FAILED && !waited()) {
                break;
            }
        }
        return worst;
    }

    private boolean isUrl() {
        return log.matches("https?://.+|file:/.+");
    }

    private Path copy() throws CommandFailed {
        try {
            return mirror.isPresent()
                    ? Files.createDirectories(mirror.get())
                    : Files.createTempDirectory("comity-watch");
        } catch (IOException e) {
            throw CommandFailed.unreadable("Folder", mirror.orElse(Path.of("tmp")), "Name one with --mirror.");
        }
    }

    /** @return the exit code of this state; 0 where nothing has changed since the last look */
    private int look(Path folder, TrustFile anchors) throws CommandFailed {
        fetch(folder);
        if (!LogSubject.isLog(folder)) {
            throw CommandFailed.unreadable(
                    "Log folder", folder, "Nothing was checked; name the folder that holds tile/.");
        }
        Optional<Checkpoint> newest = newest(folder);
        boolean unchanged = newest.isPresent()
                && !seen.isEmpty()
                && seen.get(seen.size() - 1).checkpoint().equals(newest.get());
        if (unchanged) {
            return ExitCode.DONE;
        }
        Answer answer;
        try (Progress progress = Progress.of(spec.commandLine().getErr(), "entries checked")) {
            answer = LogSubject.verify(folder, anchors.anchors(), seen, progress);
        }
        newest.ifPresent(this::remember);
        return output.print(
                spec.commandLine().getOut(), answer.subject(), answer.report(strict, anchors), answer.lines());
    }

    private void fetch(Path folder) throws CommandFailed {
        if (isUrl()) {
            try {
                new LogMirror(URI.create(log.endsWith("/") ? log : log + "/"), folder).update();
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailed(
                        ExitCode.SERVER, "Not checked: %s cannot be fetched (%s).".formatted(log, e.getMessage()), e);
            }
        }
    }

    private static Optional<Checkpoint> newest(Path folder) throws CommandFailed {
        Path file = folder.resolve("checkpoint");
        // A malformed one is for the verifier to judge: it is false, not unreadable.
        try {
            return Files.exists(file) ? Optional.of(LogSubject.checkpoint(file)) : Optional.empty();
        } catch (CommandFailed malformed) {
            return Optional.empty();
        }
    }

    /** The newest vouches for all before it once it was proven to extend them. */
    private void remember(Checkpoint checkpoint) {
        seen.clear();
        seen.add(new KnownCheckpoint("seen at " + checkpoint.size(), checkpoint));
    }

    private boolean waited() {
        try {
            Thread.sleep(interval * 1000L);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
