package dev.comity.batch;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the message at the head of a queue has failed alone, in a file: a hub that is started again goes on counting, so that a
 * poisoned message does not live for as long as somebody restarts the hub. Lost with the disk, it is only tried more often.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Optional<Path> file;
    private boolean written;

    /** @param folder for the files of all queues; empty to count in memory alone */
    Attempts(Optional<Path> folder, String queue) {
        this.file = folder.map(one -> one.resolve(queue));
    }

    /** @param reason why it failed last, one line */
    record Failing(long id, int failures, String reason) {}

    Optional<Failing> read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        written = true;
        try {
            String[] parts = Files.readString(file.get()).strip().split(" ", 3);
            return Optional.of(new Failing(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: what failed before is counted from the beginning", file.get());
            return Optional.empty();
        }
    }

    void write(Failing failing) {
        file.ifPresent(path -> {
            try {
                Files.createDirectories(path.getParent());
                DurableFile.write(path, "%d %d %s%n".formatted(failing.id(), failing.failures(), failing.reason()));
                written = true;
            } catch (IOException e) {
                LOG.warn("{} cannot be written: after a restart it is counted from the beginning", path);
            }
        });
    }

    /** Nothing fails any more. */
    void forget() {
        if (written) {
            try {
                Files.deleteIfExists(file.orElseThrow());
                written = false;
            } catch (IOException e) {
                LOG.warn("{} cannot be removed: {}", file.orElseThrow(), e.getMessage());
            }
        }
    }
}
