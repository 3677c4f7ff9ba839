package dev.comity.log;

import java.util.ArrayList;
import java.util.List;

/** A tree to which leaf hashes are added; hands out each tile of hashes once it is full, lower levels first. */
final class TreeGrowth {

    private final List<List<byte[]>> levels = new ArrayList<>();
    private final FullTiles fullTiles;
    private long size;

    /** Gets each tile of hashes that became full. */
    @FunctionalInterface
    interface FullTiles {
        /** @return the hash to go on with in the level above; it is the tile's root, unless a check knows better */
        byte[] full(TilePath tile, List<byte[]> hashes);
    }

    TreeGrowth(TreeEdge start, FullTiles fullTiles) {
        this.size = start.size();
        this.fullTiles = fullTiles;
        start.levels().forEach(hashes -> levels.add(new ArrayList<>(hashes)));
    }

    void add(byte[] leafHash) {
        size++;
        add(0, leafHash);
    }

    private void add(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>(TilePath.FULL));
        }
        List<byte[]> hashes = levels.get(level);
        hashes.add(hash);
        if (hashes.size() == TilePath.FULL) {
            TilePath tile = TilePath.full(level, TilePath.count(level + 1, size) - 1);
            byte[] root = fullTiles.full(tile, List.copyOf(hashes));
            hashes.clear();
            add(level + 1, root);
        }
    }

    long size() {
        return size;
    }

    TreeEdge edge() {
        return new TreeEdge(size, levels);
    }
}
