package dev.comity.log;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A tile of hashes that is stored otherwise than the entries make it.
 *
 * @param stored the whole hashes in the file
 * @param fits whether the file has the right length, so that its content could be the true one
 * @param position the first hash that differs or is missing
 */
record TileDifference(TilePath tile, List<byte[]> stored, List<byte[]> computed, boolean fits, int position) {

    /** @param computed as many hashes as the tile is wide */
    static Optional<TileDifference> between(TilePath tile, byte[] file, List<byte[]> computed) {
        byte[] expected = HashTile.encode(computed);
        int at = Arrays.mismatch(file, expected);
        if (at < 0) {
            return Optional.empty();
        }
        int position = Math.min(at / Merkle.HASH_LENGTH, computed.size() - 1);
        return Optional.of(
                new TileDifference(tile, HashTile.decode(file), computed, file.length == expected.length, position));
    }

    /** Root of the stored hashes, if the file could be true. */
    Optional<byte[]> storedRoot() {
        return fits ? Optional.of(Merkle.root(stored)) : Optional.empty();
    }

    long firstEntry() {
        return tile.firstEntry(position);
    }

    /** The tree above fits the stored tile: what is below was changed. */
    void blameEntries(Findings findings) {
        if (tile.level() == 0) {
            String bundle = new TilePath(TilePath.ENTRIES, tile.index(), tile.width()).toString();
            findings.add(
                    LogVerifier.TILES,
                    bundle,
                    "entry %d is not the one that was logged".formatted(firstEntry()),
                    firstEntry());
        } else {
            findings.add(
                    LogVerifier.TILES,
                    tile.toString(),
                    "the entries from %d on do not add up to hash %d".formatted(firstEntry(), position),
                    firstEntry());
        }
    }

    /** The tree above fits the entries: the tile was changed. */
    void blameTile(Findings findings) {
        findings.add(
                LogVerifier.TILES,
                tile.toString(),
                "hash %d is not that of the entries from %d on".formatted(position, firstEntry()),
                firstEntry());
    }

    /** The tree above fits neither: nothing vouches for what is below. */
    void blameBoth(Findings findings) {
        long first = tile.firstEntry(0);
        findings.add(
                LogVerifier.TILES,
                tile.toString(),
                "neither the tile nor the entries from %d on fit the tree above".formatted(first),
                first);
    }
}
