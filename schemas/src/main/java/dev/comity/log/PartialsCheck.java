package dev.comity.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Older partial tiles that are still there: each must be a prefix of the tile that took its place. */
final class PartialsCheck {

    private final StoredTiles tiles;
    private final Findings findings;

    PartialsCheck(StoredTiles tiles, Findings findings) {
        this.tiles = tiles;
        this.findings = findings;
    }

    /** @param hashes what the tile holds in truth; at level 0 the older bundles of entries are compared with them too */
    void check(TilePath tile, List<byte[]> hashes) throws IOException {
        for (TilePath partial : tiles.partials(tile)) {
            if (partial.width() < hashes.size()) {
                checkHashes(partial, hashes.subList(0, partial.width()));
            }
        }
        if (tile.level() == 0) {
            checkBundles(TilePath.full(TilePath.ENTRIES, tile.index()), hashes);
        }
    }

    private void checkHashes(TilePath partial, List<byte[]> hashes) throws IOException {
        var file = tiles.read(partial);
        if (file.isPresent()) {
            TileDifference.between(partial, file.get(), hashes).ifPresent(d -> d.blameTile(findings));
        }
    }

    private void checkBundles(TilePath bundle, List<byte[]> hashes) throws IOException {
        for (TilePath partial : tiles.partials(bundle)) {
            var file = tiles.read(partial);
            if (partial.width() < hashes.size() && file.isPresent()) {
                checkBundle(partial, EntryBundle.decode(file.get(), partial.width()), hashes);
            }
        }
    }

    private void checkBundle(TilePath partial, EntryBundle bundle, List<byte[]> hashes) {
        int agreeing = 0;
        while (agreeing < bundle.entries().size()
                && Arrays.equals(Merkle.leafHash(bundle.entries().get(agreeing)), hashes.get(agreeing))) {
            agreeing++;
        }
        if (agreeing < partial.width() || !bundle.isWhole()) {
            long entry = partial.firstEntry(Math.min(agreeing, partial.width() - 1));
            findings.add(
                    LogVerifier.TILES,
                    partial.toString(),
                    "an older form of the bundle, and not its beginning: entry %d differs".formatted(entry),
                    entry);
        }
    }
}
