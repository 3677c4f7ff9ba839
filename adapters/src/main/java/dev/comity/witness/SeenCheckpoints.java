package dev.comity.witness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A witness's memory, {@code witness/seen.json}: of each log the newest checkpoint that its key has cosigned. Memory and key are
 * made together: a key without its memory might cosign a second history, so it is never used again.
 */
public final class SeenCheckpoints {

    private static final int VERSION = 1;

    private final Path file;
    private final String kid;
    private final Map<String, Checkpoint> newest;

    private SeenCheckpoints(Path file, String kid, Map<String, Checkpoint> newest) {
        this.file = file;
        this.kid = kid;
        this.newest = newest;
    }

    private static Path file(Path agencyFolder) {
        return agencyFolder.resolve("witness/seen.json");
    }

    /** Makes the empty memory of a key that has not cosigned anything yet; durable on return. */
    static void begin(Path agencyFolder, String kid) throws IOException {
        new SeenCheckpoints(file(agencyFolder), kid, new HashMap<>()).write(Map.of());
    }

    /**
     * Opens the memory of a key.
     *
     * @throws LostMemory if there is none, or it is another key's
     * @throws IOException if it cannot be read
     */
    static SeenCheckpoints open(Path agencyFolder, String kid) throws IOException, LostMemory {
        Path file = file(agencyFolder);
        if (!Files.exists(file)) {
            throw new LostMemory(file + " is missing");
        }
        try {
            ObjectNode json = Json.parseObject(Files.readAllBytes(file));
            if (json.path("v").asInt() != VERSION) {
                throw new IOException(file + " has a version that this program does not know; it knows " + VERSION);
            }
            if (!json.path("kid").asText().equals(kid)) {
                throw new LostMemory(file + " is the memory of another key");
            }
            Map<String, Checkpoint> newest = new HashMap<>();
            json.path("logs")
                    .fields()
                    .forEachRemaining(log -> newest.put(
                            log.getKey(), Checkpoint.parse(log.getValue().asText())));
            return new SeenCheckpoints(file, kid, newest);
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new LostMemory(file + " is broken");
        }
    }

    Optional<Checkpoint> newest(String origin) {
        return Optional.ofNullable(newest.get(origin));
    }

    /** Remembers a checkpoint in place of the older one of its log; durable on return. If it fails, nothing is remembered. */
    void remember(Checkpoint checkpoint) throws IOException {
        Map<String, Checkpoint> next = new HashMap<>(newest);
        next.put(checkpoint.origin(), checkpoint);
        write(next);
        newest.put(checkpoint.origin(), checkpoint);
    }

    private void write(Map<String, Checkpoint> checkpoints) throws IOException {
        ObjectNode json = Json.object().put("v", VERSION).put("kid", kid);
        ObjectNode logs = json.putObject("logs");
        checkpoints.forEach((origin, checkpoint) -> logs.put(origin, checkpoint.note()));
        DurableFile.write(file, Json.pretty(json));
    }

    /** The key has no memory of what it cosigned. */
    static final class LostMemory extends Exception {
        private static final long serialVersionUID = 1L;

        LostMemory(String message) {
            super(message);
        }
    }
}
