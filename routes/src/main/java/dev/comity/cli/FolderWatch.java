package dev.comity.cli;

import dev.comity.command.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at folders again and again, and tells which of them hold something else than before. */
final class FolderWatch {

    private static final long LOOK_MILLIS = 200;

    private final Map<Path, String> seen = new HashMap<>();
    private final List<Path> folders;

    FolderWatch(List<Path> folders) throws CommandFailed {
        this.folders = List.copyOf(folders);
        for (Path folder : folders) {
            seen.put(folder, content(folder));
        }
    }

    /** What is done with folders that have changed. */
    interface Changed {
        void in(List<Path> folders) throws CommandFailed;
    }

    /** Returns when the limit is over, or the thread is interrupted; without a limit it looks for ever. */
    void run(Optional<Duration> limit, Changed changed) throws CommandFailed {
        long end = limit.map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
        while (limit.isEmpty() || System.nanoTime() < end) {
            List<Path> other = new ArrayList<>();
            for (Path folder : folders) {
                String now = content(folder);
                if (!now.equals(seen.put(folder, now))) {
                    other.add(folder);
                }
            }
            if (!other.isEmpty()) {
                changed.in(other);
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Names, sizes and times of its files. */
    private static String content(Path folder) throws CommandFailed {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        } catch (NoSuchFileException e) {
            // An editor puts files in the place of others: the next look sees what has become of it.
            return text.toString();
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailed.unreadable("A file of", folder, "Look at its permissions.");
        }
        return text.toString();
    }
}
