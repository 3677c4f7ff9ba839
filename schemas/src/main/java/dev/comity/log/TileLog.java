package dev.comity.log;

import dev.comity.crypto.SigningKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The hub's side of the log: appends entries to static tile files (C2SP tlog-tiles). Thread-safe; concurrent appends share
 * one round of fsync (group commit). Crash rule: entries and tiles are durable before the checkpoint is signed.
 */
public final class TileLog implements Closeable {

    private TileLog() {}

    /**
     * Opens or creates a log; removes what a crash left beyond the last signed checkpoint.
     *
     * @throws IOException if the folder cannot be written, is held by another process, or does not agree with its checkpoint
     */
    public static TileLog open(Path folder, String origin, SigningKey key) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Number of entries under the newest checkpoint. */
    public long size() {
        throw new UnsupportedOperationException("contract");
    }

    public Checkpoint checkpoint() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Appends all entries next to each other, and returns once they are durable under a signed checkpoint.
     *
     * @param entries each 1 to 65,535 bytes
     * @return where they stand, with the checkpoint that covers them
     * @throws IOException if they are not durable; none of them counts as logged, and the log refuses further appends until
     *     it is opened anew or the disk takes writes again
     */
    public Appended append(List<byte[]> entries) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** @param firstIndex of the first entry; the others follow */
    public record Appended(long firstIndex, Checkpoint checkpoint) {}

    /** Proofs for entries under the checkpoint, in the order asked; cheap for neighbours. */
    public List<InclusionProof> prove(List<Long> indices, Checkpoint checkpoint) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public byte[] entry(long index) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Every entry from {@code firstIndex} on, in order, at constant memory. */
    public void forEach(long firstIndex, EntryVisitor visitor) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Visits one entry. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(long index, byte[] entry) throws IOException;
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
