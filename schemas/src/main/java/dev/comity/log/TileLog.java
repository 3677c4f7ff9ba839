package dev.comity.log;

import dev.comity.crypto.SigningKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The hub's side of the log: appends entries to static tile files (C2SP tlog-tiles). Thread-safe; concurrent appends share
 * one round of fsync (group commit). Crash rule: entries and tiles are durable before the checkpoint is signed.
 *
 * <p>Beside the files of the format the folder holds {@code VERSION}, {@code lock} and {@code tmp/}.
 */
public final class TileLog implements Closeable, LogEntries {

    private final LogFolder folder;
    private final FileChannel lock;
    private final LogWriter writer;
    private final TileCache cache = new TileCache();
    /** A full bundle never changes, and who reads one entry often reads its neighbour next. */
    private volatile Bundle lastRead;

    private record Bundle(long number, List<byte[]> entries) {}

    private TileLog(LogFolder folder, FileChannel lock, LogWriter writer) {
        this.folder = folder;
        this.lock = lock;
        this.writer = writer;
    }

    /**
     * Opens or creates a log; removes what a crash left beyond the last signed checkpoint.
     *
     * @throws IOException if the folder cannot be written, is held by another process, or does not agree with its checkpoint
     */
    public static TileLog open(Path folder, LogSigner signer) throws IOException {
        return open(folder, signer, new Disk());
    }

    /** As {@link #open(Path, LogSigner)}, with the log's own signature alone. */
    public static TileLog open(Path folder, String origin, SigningKey key) throws IOException {
        return open(folder, LogSigner.of(origin, key));
    }

    static TileLog open(Path path, LogSigner signer, FileOperations operations) throws IOException {
        LogFolder folder = new LogFolder(path, operations);
        folder.create();
        FileChannel lock = lock(path.resolve("lock"));
        try {
            return new TileLog(folder, lock, new LogWriter(folder, signer));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same answer as for another process.
        }
        channel.close();
        throw new IOException("%s is held: another hub writes to this log; only one may".formatted(file));
    }

    @Override
    public String origin() {
        return checkpoint().origin();
    }

    @Override
    public long size() {
        return writer.head().size();
    }

    /** The newest head with the log's own signature alone, as proofs carry it: cosignatures are long, and come later. */
    public Checkpoint checkpoint() {
        return writer.head().checkpoint();
    }

    /**
     * Appends all entries next to each other, and returns once they are durable under a signed checkpoint.
     *
     * @param entries at least one, each 1 to 65,535 bytes
     * @return where they stand, with the checkpoint that covers them
     * @throws IOException if they are not durable under a published checkpoint. Where writing failed before the checkpoint
     *     was signed, none of them is logged and a later append begins anew; where it failed after, all further appends are
     *     refused, and the log tells what is in it when it is opened anew
     */
    public Appended append(List<byte[]> entries) throws IOException {
        return writer.append(entries);
    }

    /**
     * Adds cosignatures to the published checkpoint; durable on return. One of a signer that is there already is left out.
     *
     * @param of the head that they are about
     * @return false if the log has grown since: then nothing was written
     * @throws IllegalArgumentException if the checkpoint would have more signatures than a note may have
     */
    public boolean addCosignatures(Checkpoint of, List<SignedNote.Line> lines) throws IOException {
        return writer.addCosignatures(of, lines);
    }

    /** @param firstIndex of the first entry; the others follow */
    public record Appended(long firstIndex, Checkpoint checkpoint) {}

    /**
     * Proofs for entries under the checkpoint, in the order asked; cheap for neighbours.
     *
     * @param checkpoint of this log, the newest or an older one
     * @throws IllegalArgumentException for an index that the checkpoint does not cover, or a checkpoint of another log
     */
    public List<InclusionProof> prove(List<Long> indices, Checkpoint checkpoint) throws IOException {
        LogHead head = writer.head();
        if (checkpoint.size() > head.size()
                || !checkpoint.origin().equals(head.checkpoint().origin())) {
            throw new IllegalArgumentException("a checkpoint of this log was expected, found a " + checkpoint);
        }
        TreeHashes hashes = new TreeHashes(folder, head.edge(), cache);
        List<InclusionProof> proofs = new ArrayList<>(indices.size());
        for (long index : indices) {
            requireBelow(index, checkpoint.size());
            proofs.add(new InclusionProof(index, hashes.path(index, checkpoint.size()), checkpoint));
        }
        return proofs;
    }

    /**
     * Proof of RFC 9162 2.1.4.1 that the checkpoint's tree begins with the tree of an earlier size; empty where there is nothing
     * to prove, which is from size 0 and from the checkpoint's own size.
     *
     * @throws IllegalArgumentException for a checkpoint of another log, or a size beyond it
     */
    public List<byte[]> consistency(long fromSize, Checkpoint checkpoint) throws IOException {
        LogHead head = writer.head();
        if (fromSize < 0 || fromSize > checkpoint.size() || checkpoint.size() > head.size()) {
            throw new IllegalArgumentException("sizes of this log in their order were expected, found %d and %d of %d"
                    .formatted(fromSize, checkpoint.size(), head.size()));
        }
        return new TreeHashes(folder, head.edge(), cache).consistency(fromSize, checkpoint.size());
    }

    @Override
    public byte[] entry(long index) throws IOException {
        LogHead head = writer.head();
        requireBelow(index, head.size());
        return bundle(head, index / TilePath.FULL).get((int) (index % TilePath.FULL));
    }

    private static void requireBelow(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("entry %d is not among the %d of the checkpoint".formatted(index, size));
        }
    }

    @Override
    public void forEach(long firstIndex, EntryVisitor visitor) throws IOException {
        LogHead head = writer.head();
        for (long index = Math.max(firstIndex, 0); index < head.size(); ) {
            List<byte[]> bundle = bundle(head, index / TilePath.FULL);
            for (int i = (int) (index % TilePath.FULL); i < bundle.size(); i++) {
                visitor.visit(index++, bundle.get(i));
            }
        }
    }

    private List<byte[]> bundle(LogHead head, long number) throws IOException {
        if (number == head.size() / TilePath.FULL) {
            return head.bundle();
        }
        Bundle bundle = lastRead;
        if (bundle == null || bundle.number() != number) {
            bundle = new Bundle(number, folder.readEntries(TilePath.full(TilePath.ENTRIES, number)));
            lastRead = bundle;
        }
        return bundle.entries();
    }

    /** Visits one entry. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(long index, byte[] entry) throws IOException;
    }

    /** Finishes the appends that wait, then gives the folder free. */
    @Override
    public void close() throws IOException {
        writer.close();
        lock.close();
    }
}
