package dev.comity.log;

import java.util.List;

/**
 * The right edge of a tree in tiles: of each level the hashes that do not fill a tile yet. With the size it gives the root,
 * and it is all that is needed to go on.
 *
 * @param size number of entries
 * @param levels of each level 0 to 255 hashes, level 0 first; each hash is the root of 256^level entries
 */
record TreeEdge(long size, List<List<byte[]>> levels) {

    static final TreeEdge EMPTY = new TreeEdge(0, List.of());

    TreeEdge {
        levels = levels.stream().map(List::copyOf).toList();
        for (int level = 0; level < levels.size(); level++) {
            if (levels.get(level).size() != TilePath.count(level, size) % TilePath.FULL) {
                throw new IllegalArgumentException(
                        "level %d of a tree of %d has another number of hashes".formatted(level, size));
            }
        }
    }

    /** The hashes of a level that do not fill a tile; none for a level that the tree does not reach. */
    List<byte[]> hashes(int level) {
        return level < levels.size() ? levels.get(level) : List.of();
    }

    /** The tree's root, 32 bytes. */
    byte[] root() {
        byte[] root = null;
        // From the newest entries to the oldest: each complete subtree is a left sibling of everything after it.
        for (List<byte[]> hashes : levels) {
            int end = hashes.size();
            while (end > 0) {
                int width = Integer.lowestOneBit(end);
                byte[] subtree = Merkle.root(hashes.subList(end - width, end));
                root = root == null ? subtree : Merkle.nodeHash(subtree, root);
                end -= width;
            }
        }
        return root == null ? Merkle.root(List.of()) : root;
    }
}
