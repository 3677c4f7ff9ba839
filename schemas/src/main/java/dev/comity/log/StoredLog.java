package dev.comity.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a log's folder, read without holding it: also while a hub writes there, and of a copy. It believes the
 * files; {@link LogVerifier} is what tells whether they can be believed.
 */
public final class StoredLog implements LogEntries {

    private final StoredTiles tiles;
    private final Checkpoint checkpoint;
    private long lastNumber = -1;
    private List<byte[]> lastBundle = List.of();

    private StoredLog(StoredTiles tiles, Checkpoint checkpoint) {
        this.tiles = tiles;
        this.checkpoint = checkpoint;
    }

    /**
     * The log as its checkpoint stands now; entries that come later are not seen.
     *
     * @throws IOException if there is no checkpoint that can be read
     */
    public static StoredLog open(Path folder) throws IOException {
        Path file = folder.resolve("checkpoint");
        if (Files.size(file) > SignedNote.MAX_LENGTH) {
            throw new IOException(file + " is too long for a checkpoint");
        }
        try {
            return new StoredLog(new StoredTiles(folder), Checkpoint.parse(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a checkpoint: " + e.getMessage());
        }
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public String origin() {
        return checkpoint.origin();
    }

    @Override
    public long size() {
        return checkpoint.size();
    }

    @Override
    public byte[] entry(long index) throws IOException {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException(
                    "entry %d is not among the %d of the checkpoint".formatted(index, size()));
        }
        return bundle(index / TilePath.FULL).get((int) (index % TilePath.FULL));
    }

    @Override
    public void forEach(long firstIndex, TileLog.EntryVisitor visitor) throws IOException {
        for (long index = Math.max(firstIndex, 0); index < size(); index++) {
            visitor.visit(index, entry(index));
        }
    }

    private List<byte[]> bundle(long number) throws IOException {
        TilePath full = TilePath.full(TilePath.ENTRIES, number);
        int width = (int) Math.min(TilePath.FULL, size() - number * TilePath.FULL);
        if (number == lastNumber && lastBundle.size() >= width) {
            return lastBundle;
        }
        // A partial bundle goes when the full one is there, so what is missing now was completed meanwhile.
        Optional<List<byte[]>> entries = width < TilePath.FULL ? read(full.withWidth(width), width) : Optional.empty();
        lastBundle = entries.or(() -> wholeOf(full, width))
                .orElseThrow(() -> new IOException("%s does not hold %d entries".formatted(full, width)));
        lastNumber = number;
        return lastBundle;
    }

    private Optional<List<byte[]>> wholeOf(TilePath full, int width) {
        try {
            return read(full, TilePath.FULL).filter(entries -> entries.size() >= width);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<List<byte[]>> read(TilePath tile, int width) throws IOException {
        return tiles.read(tile)
                .map(bytes -> EntryBundle.decode(bytes, width))
                .filter(EntryBundle::isWhole)
                .map(EntryBundle::entries);
    }
}
