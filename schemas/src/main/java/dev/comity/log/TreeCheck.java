package dev.comity.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Recomputes the tree from the entries and compares every file under {@code tile/} with it, at constant memory: one bundle
 * and, of each level, one tile.
 *
 * <p>Where a stored tile and the recomputed one differ, the hash in the tile above decides which of them is the changed one,
 * so that the verdict names the entry and not only the tile. Where neither fits, everything below is in doubt.
 */
final class TreeCheck {

    private final StoredTiles tiles;
    private final Findings findings;
    private final Checkpoint checkpoint;
    private final TileLog.EntryVisitor trustworthy;
    private final PartialsCheck partials;
    private final List<RootWatch> watches;
    private long inDoubt = Long.MAX_VALUE;
    private boolean isComplete = true;

    /**
     * @param trustworthy gets the entries up to the first one in doubt
     * @param watches get the tree's root at each size that they want
     */
    TreeCheck(
            StoredTiles tiles,
            Checkpoint checkpoint,
            Findings findings,
            TileLog.EntryVisitor trustworthy,
            List<RootWatch> watches) {
        this.tiles = tiles;
        this.checkpoint = checkpoint;
        this.findings = findings;
        this.trustworthy = trustworthy;
        this.watches = List.copyOf(watches);
        this.partials = new PartialsCheck(tiles, findings);
    }

    /** @throws IOException if the disk cannot be read; everything else is a finding */
    void run(LongConsumer progress) throws IOException {
        try {
            TreeGrowth tree = new TreeGrowth(TreeEdge.EMPTY, this::checkFull);
            noteRoot(tree);
            readBundles(tree, progress);
            if (isComplete) {
                new EdgeCheck(tiles, findings, partials).run(tree.edge(), checkpoint);
            }
            tiles.forEachName(this::requireExpected);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readBundles(TreeGrowth tree, LongConsumer progress) throws IOException {
        long size = checkpoint.size();
        for (long at = 0; at < size && isComplete; at += TilePath.FULL) {
            int width = (int) Math.min(TilePath.FULL, size - at);
            TilePath bundle = new TilePath(TilePath.ENTRIES, at / TilePath.FULL, width);
            BundleCheck check = BundleCheck.of(bundle, tiles, findings);
            handOut(bundle, check);
            check.hashes().forEach(hash -> add(tree, hash));
            // With neither entry nor hash there is no tree above this place, and nothing to compare the root with.
            isComplete = check.hashes().size() == width;
            progress.accept(at + check.entries().size());
        }
    }

    private void add(TreeGrowth tree, byte[] hash) {
        tree.add(hash);
        noteRoot(tree);
    }

    private void noteRoot(TreeGrowth tree) {
        for (RootWatch watch : watches) {
            if (watch.wants(tree.size())) {
                watch.root(tree.size(), tree.edge().root());
            }
        }
    }

    private void handOut(TilePath bundle, BundleCheck check) throws IOException {
        long end = bundle.firstEntry(0) + check.agreeing();
        for (long entry = bundle.firstEntry(0); entry < end && entry < inDoubt; entry++) {
            trustworthy.visit(entry, check.entries().get((int) (entry % TilePath.FULL)));
        }
        if (check.agreeing() < bundle.width()) {
            inDoubt = Math.min(inDoubt, end);
        }
    }

    /** @return the hash to go on with */
    private byte[] checkFull(TilePath tile, List<byte[]> computed) {
        try {
            Optional<byte[]> stored = tiles.read(tile);
            byte[] root = Merkle.root(computed);
            if (stored.isEmpty()) {
                findings.add(LogVerifier.TILES, tile.toString(), "missing below the checkpoint", tile.firstEntry(0));
                return root;
            }
            var difference = TileDifference.between(tile, stored.get(), computed);
            if (difference.isEmpty()) {
                partials.check(tile, computed);
                return root;
            }
            return judge(difference.get(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] judge(TileDifference difference, byte[] computedRoot) throws IOException {
        Optional<byte[]> above = hashAbove(difference.tile());
        if (above.isPresent()
                && difference
                        .storedRoot()
                        .filter(r -> Arrays.equals(r, above.get()))
                        .isPresent()) {
            difference.blameEntries(findings);
            partials.check(difference.tile(), difference.stored());
            return above.get();
        }
        if (above.isEmpty() || Arrays.equals(computedRoot, above.get())) {
            difference.blameTile(findings);
        } else {
            difference.blameBoth(findings);
        }
        partials.check(difference.tile(), difference.computed());
        return computedRoot;
    }

    /** What the tile above says this tile's root is, as stored. */
    private Optional<byte[]> hashAbove(TilePath tile) throws IOException {
        int level = tile.level() + 1;
        long index = tile.index() / TilePath.FULL;
        int position = (int) (tile.index() % TilePath.FULL);
        long width = Math.min(TilePath.FULL, TilePath.count(level, checkpoint.size()) - index * TilePath.FULL);
        List<byte[]> hashes = tiles.read(new TilePath(level, index, (int) width))
                .map(HashTile::decode)
                .orElse(List.of());
        return position < hashes.size() ? Optional.of(hashes.get(position)) : Optional.empty();
    }

    private void requireExpected(String name) {
        Optional<TilePath> tile = TilePath.parse(name);
        if (tile.isEmpty()) {
            findings.add(LogVerifier.TILES, name, "not the name of a tile; nothing else may stand under tile/");
        } else if (!tile.get().isWithin(checkpoint.size())) {
            findings.add(
                    LogVerifier.TILES,
                    name,
                    "beyond the checkpoint's %d entries: what no checkpoint signs is not logged"
                            .formatted(checkpoint.size()),
                    checkpoint.size());
        }
    }
}
