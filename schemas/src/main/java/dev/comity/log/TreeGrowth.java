package dev.comity.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A tree to which leaf hashes are added; hands out each tile of hashes once it is full, lower levels first. */
final class TreeGrowth {

    private final List<List<byte[]>> levels = new ArrayList<>();
    private final BiConsumer<TilePath, List<byte[]>> fullTiles;
    private long size;

    TreeGrowth(TreeEdge start, BiConsumer<TilePath, List<byte[]>> fullTiles) {
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
            fullTiles.accept(TilePath.full(level, TilePath.count(level + 1, size) - 1), List.copyOf(hashes));
            byte[] root = Merkle.root(hashes);
            hashes.clear();
            add(level + 1, root);
        }
    }

    TreeEdge edge() {
        return new TreeEdge(size, levels);
    }
}
