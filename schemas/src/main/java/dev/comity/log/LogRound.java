package dev.comity.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One round of appending, in memory: which tiles come into being when entries are added to a head. */
final class LogRound {

    private final TreeEdge start;
    private final TreeGrowth tree;
    private final List<byte[]> bundle;
    private final Map<TilePath, byte[]> tiles = new LinkedHashMap<>();
    private final List<TilePath> fullTiles = new ArrayList<>();
    private long size;

    LogRound(LogHead head) {
        start = head.edge();
        tree = new TreeGrowth(start, this::fullHashes);
        bundle = new ArrayList<>(head.bundle());
        size = head.size();
    }

    void add(byte[] entry) {
        size++;
        bundle.add(entry);
        tree.add(Merkle.leafHash(entry));
        if (bundle.size() == TilePath.FULL) {
            full(TilePath.full(TilePath.ENTRIES, size / TilePath.FULL - 1), EntryBundle.encode(bundle));
            bundle.clear();
        }
    }

    private byte[] fullHashes(TilePath tile, List<byte[]> hashes) {
        full(tile, HashTile.encode(hashes));
        return Merkle.root(hashes);
    }

    private void full(TilePath tile, byte[] content) {
        tiles.put(tile, content);
        fullTiles.add(tile);
    }

    /** The tiles that are new or changed, the partial ones included. */
    Map<TilePath, byte[]> tiles() {
        Map<TilePath, byte[]> all = new LinkedHashMap<>(tiles);
        if (!bundle.isEmpty()) {
            all.put(edgeTile(TilePath.ENTRIES, bundle.size()), EntryBundle.encode(bundle));
        }
        TreeEdge edge = tree.edge();
        for (int level = 0; level < edge.levels().size(); level++) {
            List<byte[]> hashes = edge.hashes(level);
            if (!hashes.isEmpty() && TilePath.count(level, size) != TilePath.count(level, start.size())) {
                all.put(edgeTile(level, hashes.size()), HashTile.encode(hashes));
            }
        }
        return all;
    }

    private TilePath edgeTile(int level, int width) {
        return new TilePath(level, TilePath.count(level, size) / TilePath.FULL, width);
    }

    /** The tiles that this round filled; their partial forms are of no use once the new checkpoint is durable. */
    List<TilePath> fullTiles() {
        return fullTiles;
    }

    TreeEdge edge() {
        return tree.edge();
    }

    LogHead head(Checkpoint checkpoint) {
        return new LogHead(checkpoint, tree.edge(), bundle);
    }
}
