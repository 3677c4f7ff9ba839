package dev.comity.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one bundle of entries and compares it with its tile of leaf hashes, both as stored.
 *
 * @param entries those that could be read, in order
 * @param agreeing how many of them, from the first, agree with the stored leaf hashes
 * @param hashes leaf hash of each entry that the checkpoint covers; an entry that cannot be read has the stored one. Shorter
 *     than the bundle if there is neither
 */
record BundleCheck(List<byte[]> entries, int agreeing, List<byte[]> hashes) {

    /** @param bundle as wide as the checkpoint's size makes it */
    static BundleCheck of(TilePath bundle, StoredTiles tiles, Findings findings) throws IOException {
        List<byte[]> entries = entries(bundle, tiles, findings);
        List<byte[]> stored = storedHashes(new TilePath(0, bundle.index(), bundle.width()), tiles);
        List<byte[]> hashes = new java.util.ArrayList<>(bundle.width());
        int agreeing = 0;
        for (int i = 0; i < Math.max(entries.size(), stored.size()); i++) {
            byte[] hash = i < entries.size() ? Merkle.leafHash(entries.get(i)) : stored.get(i);
            hashes.add(hash);
            boolean agrees = i < entries.size() && (i >= stored.size() || Arrays.equals(hash, stored.get(i)));
            agreeing += agrees && agreeing == i ? 1 : 0;
        }
        return new BundleCheck(entries, agreeing, hashes);
    }

    private static List<byte[]> storedHashes(TilePath tile, StoredTiles tiles) throws IOException {
        List<byte[]> hashes = HashTile.decode(tiles.read(tile).orElse(new byte[0]));
        return hashes.subList(0, Math.min(hashes.size(), tile.width()));
    }

    private static List<byte[]> entries(TilePath bundle, StoredTiles tiles, Findings findings) throws IOException {
        Optional<byte[]> bytes = tiles.read(bundle);
        if (bytes.isEmpty()) {
            return missing(bundle, tiles, findings);
        }
        EntryBundle read = EntryBundle.decode(bytes.get(), bundle.width());
        if (!read.isWhole()) {
            int at = Math.min(read.entries().size(), bundle.width() - 1);
            findings.add(
                    LogVerifier.TILES,
                    bundle.toString(),
                    "not exactly %d entries, each after its length; torn at entry %d"
                            .formatted(bundle.width(), bundle.firstEntry(at)),
                    bundle.firstEntry(at));
        }
        return read.entries();
    }

    /** What an older, narrower form of the bundle still holds tells which entry is the first that is missing. */
    private static List<byte[]> missing(TilePath bundle, StoredTiles tiles, Findings findings) throws IOException {
        List<byte[]> entries = List.of();
        for (TilePath partial : tiles.partials(bundle)) {
            if (partial.width() < bundle.width()) {
                EntryBundle older = EntryBundle.decode(tiles.read(partial).orElse(new byte[0]), partial.width());
                entries = older.entries().size() > entries.size() ? older.entries() : entries;
            }
        }
        long first = bundle.firstEntry(entries.size());
        findings.add(
                LogVerifier.TILES,
                bundle.toString(),
                "missing below the checkpoint, from entry " + first + " on",
                first);
        return entries;
    }
}
