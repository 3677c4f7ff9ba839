package dev.comity.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A log's folder, read without its key and beside a hub that writes to it, as of one checkpoint. It believes the files; what it
 * proves holds by itself or is an error, and {@link LogVerifier} says whether the whole is true.
 */
public final class LogReader {

    private final LogFolder folder;
    private final Checkpoint checkpoint;
    private final TreeHashes hashes;

    private LogReader(LogFolder folder, Checkpoint checkpoint) throws IOException {
        this.folder = folder;
        this.checkpoint = checkpoint;
        this.hashes = new TreeHashes(folder, edge(folder, checkpoint.size()), new TileCache());
    }

    /** As of the newest checkpoint. @throws IOException if there is no log, or its checkpoint or right edge cannot be read */
    public static LogReader open(Path folder) throws IOException {
        byte[] note = StoredTiles.read(folder.resolve("checkpoint"), SignedNote.MAX_LENGTH)
                .orElseThrow(() -> new NoSuchFileException(folder.toString(), null, "no log: no checkpoint is there"));
        try {
            Checkpoint newest = Checkpoint.parse(new String(note, StandardCharsets.UTF_8));
            return new LogReader(new LogFolder(folder, new Disk()), newest);
        } catch (IllegalArgumentException e) {
            throw new IOException("its checkpoint is malformed: " + e.getMessage(), e);
        }
    }

    /** As of an older checkpoint of the same log. @throws IOException if the log no longer has its right edge */
    public static LogReader at(Path folder, Checkpoint checkpoint) throws IOException {
        return new LogReader(new LogFolder(folder, new Disk()), checkpoint);
    }

    private static TreeEdge edge(LogFolder folder, long size) throws IOException {
        List<List<byte[]>> levels = new ArrayList<>();
        for (int level = 0; TilePath.count(level, size) > 0; level++) {
            long count = TilePath.count(level, size);
            int width = (int) (count % TilePath.FULL);
            levels.add(
                    width == 0
                            ? List.of()
                            : folder.readHashes(stored(folder, new TilePath(level, count / TilePath.FULL, width)))
                                    .subList(0, width));
        }
        return new TreeEdge(size, levels);
    }

    /** The hub may have filled the tile meanwhile, or widened it; what it held before is still its beginning. */
    private static TilePath stored(LogFolder folder, TilePath tile) throws IOException {
        for (TilePath candidate : List.of(tile, tile.whenFull())) {
            if (Files.isRegularFile(folder.file(candidate))) {
                return candidate;
            }
        }
        return new StoredTiles(folder.path())
                .partials(tile).stream()
                        .filter(partial -> partial.width() > tile.width())
                        .findFirst()
                        .orElse(tile);
    }

    /** The newest when this was opened. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Each entry from an index on, in order, at constant memory.
     *
     * @param end index after the last; no more than the checkpoint covers
     */
    public void forEach(long first, long end, TileLog.EntryVisitor visitor) throws IOException {
        for (long index = first; index < Math.min(end, checkpoint.size()); ) {
            List<byte[]> bundle = bundle(index / TilePath.FULL);
            for (int i = (int) (index % TilePath.FULL); i < bundle.size() && index < end; i++) {
                visitor.visit(index++, bundle.get(i));
            }
        }
    }

    private List<byte[]> bundle(long number) throws IOException {
        int width = (int) Math.min(TilePath.FULL, checkpoint.size() - number * TilePath.FULL);
        TilePath bundle = new TilePath(TilePath.ENTRIES, number, width);
        List<byte[]> entries = folder.readEntries(stored(folder, bundle));
        if (entries.size() < width) {
            throw new IOException("%s holds less than %d entries".formatted(bundle, width));
        }
        return entries.subList(0, width);
    }

    /**
     * Proof that the entry is under the checkpoint.
     *
     * @throws IOException if the tiles do not prove it
     */
    public InclusionProof prove(long index, byte[] entry) throws IOException {
        if (index < 0 || index >= checkpoint.size()) {
            throw new FileNotFoundException(
                    "entry %d is not among the %d of the checkpoint".formatted(index, checkpoint.size()));
        }
        InclusionProof proof = new InclusionProof(index, hashes.path(index, checkpoint.size()), checkpoint);
        if (!proof.holdsFor(entry)) {
            throw new IOException("the tiles do not prove entry %d; verify the log".formatted(index));
        }
        return proof;
    }

    /** Proof that the checkpoint extends the tree of the first {@code oldSize} entries; 1 or more, and no more than it covers. */
    public List<byte[]> consistency(long oldSize) throws IOException {
        return hashes.consistency(oldSize, checkpoint.size());
    }
}
