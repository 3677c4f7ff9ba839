package dev.comity.witnesses;

import dev.comity.log.Checkpoint;
import dev.comity.log.SignedNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One checkpoint and what the witnesses have answered about it. For the feed's thread alone. */
final class Round {

    private final Checkpoint checkpoint;
    private final Map<String, SignedNote.Line> lines = new LinkedHashMap<>();
    private final long begunAt = System.nanoTime();
    private long startedAt = begunAt;
    private int published;
    private boolean kept;

    /** @param checkpoint with the log's own signature alone */
    Round(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** When its checkpoint was the newest, in the nanoseconds of this machine. */
    long begunAt() {
        return begunAt;
    }

    /** Nanoseconds since it began, or was begun again. */
    long age() {
        return System.nanoTime() - startedAt;
    }

    /** Those who have not answered are asked once more. */
    void again() {
        startedAt = System.nanoTime();
    }

    void add(String agency, SignedNote.Line line) {
        lines.put(agency, line);
    }

    boolean has(String agency) {
        return lines.containsKey(agency);
    }

    List<SignedNote.Line> lines() {
        return List.copyOf(lines.values());
    }

    int cosignatures() {
        return lines.size();
    }

    /** Whether there is something that the published checkpoint does not have. */
    boolean hasNews() {
        return published < lines.size();
    }

    void published() {
        published = lines.size();
    }

    /** True the first time it is asked after the quorum is there. */
    boolean reached(int quorum) {
        boolean now = !kept && lines.size() >= quorum;
        kept |= now;
        return now;
    }

    Checkpoint cosigned() {
        return checkpoint.with(lines());
    }
}
