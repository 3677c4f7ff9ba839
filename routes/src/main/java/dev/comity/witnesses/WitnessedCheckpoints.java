package dev.comity.witnesses;

import dev.comity.disk.DurableFile;
import dev.comity.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code log/witnessed/<size>}: checkpoints that reached their quorum, one a minute at most, so that an auditor can tell when an
 * entry was there at the latest, and so that there is a witnessed checkpoint also while the log grows faster than witnesses sign.
 */
final class WitnessedCheckpoints {

    private static final Duration APART = Duration.ofMinutes(1);

    private final Path folder;
    private final Clock clock;
    private Instant last = Instant.MIN;

    WitnessedCheckpoints(Path logFolder, Clock clock) {
        this.folder = logFolder.resolve("witnessed");
        this.clock = clock;
    }

    /** Size of the newest one that is kept; 0 if there is none. */
    long newestSize() throws IOException {
        return sizes().stream().max(Comparator.naturalOrder()).orElse(0L);
    }

    private List<Long> sizes() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .toList();
        }
    }

    /** Keeps a checkpoint with its quorum, unless one was kept less than a minute ago; durable on return. */
    void keep(Checkpoint cosigned) throws IOException {
        Instant now = clock.instant();
        if (last.equals(Instant.MIN) || !now.isBefore(last.plus(APART))) {
            DurableFile.write(folder.resolve(Long.toString(cosigned.size())), cosigned.note());
            last = now;
        }
    }
}
