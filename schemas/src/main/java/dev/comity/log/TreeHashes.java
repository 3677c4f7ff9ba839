package dev.comity.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hashes of a tree, out of the right edge in memory and the full tiles on disk. Remembers what it computed, so that
 * proofs for neighbours cost little; meant for one call.
 */
final class TreeHashes {

    private final LogFolder folder;
    private final TreeEdge edge;
    private final TileCache cache;
    private final Map<Range, byte[]> known = new HashMap<>();

    private record Range(long start, long end) {}

    TreeHashes(LogFolder folder, TreeEdge edge, TileCache cache) {
        this.folder = folder;
        this.edge = edge;
        this.cache = cache;
    }

    /** Hash {@code index} of a level of tiles: the root of 256^level entries. */
    byte[] hash(int level, long index) throws IOException {
        long tile = index / TilePath.FULL;
        int position = (int) (index % TilePath.FULL);
        if (tile == TilePath.count(level, edge.size()) / TilePath.FULL) {
            return edge.hashes(level).get(position);
        }
        return fullTile(TilePath.full(level, tile)).get(position);
    }

    private List<byte[]> fullTile(TilePath tile) throws IOException {
        List<byte[]> hashes = cache.get(tile);
        if (hashes == null) {
            hashes = folder.readHashes(tile);
            cache.put(tile, hashes);
        }
        return hashes;
    }

    /** Path of RFC 9162 2.1.3.1 for the entry, in the tree of the first {@code size} entries; the leaf's sibling first. */
    List<byte[]> path(long index, long size) throws IOException {
        List<byte[]> fromRoot = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + split(end - start);
            if (index < middle) {
                fromRoot.add(root(middle, end));
                end = middle;
            } else {
                fromRoot.add(root(start, middle));
                start = middle;
            }
        }
        java.util.Collections.reverse(fromRoot);
        return fromRoot;
    }

    /** Proof of RFC 9162 2.1.4.1 from one size to another that is not smaller; empty from 0 and to the same size. */
    List<byte[]> consistency(long from, long to) throws IOException {
        List<byte[]> fromRoot = new ArrayList<>();
        long start = 0;
        long end = to;
        boolean known = true;
        while (from > 0 && from != end) {
            long middle = start + split(end - start);
            if (from <= middle) {
                fromRoot.add(root(middle, end));
                end = middle;
            } else {
                fromRoot.add(root(start, middle));
                start = middle;
                // From here on the subtree is not the whole old tree, whose root the verifier knows.
                known = false;
            }
        }
        if (from > 0 && !known) {
            fromRoot.add(root(start, end));
        }
        java.util.Collections.reverse(fromRoot);
        return fromRoot;
    }

    /** Root of the entries from start to before end, where start is a multiple of the largest power of two below the length. */
    private byte[] root(long start, long end) throws IOException {
        Range range = new Range(start, end);
        byte[] root = known.get(range);
        if (root == null) {
            root = computeRoot(start, end);
            known.put(range, root);
        }
        return root;
    }

    private byte[] computeRoot(long start, long end) throws IOException {
        long length = end - start;
        int height = Long.numberOfTrailingZeros(length);
        if (Long.bitCount(length) == 1 && height % TilePath.BITS == 0) {
            return hash(height / TilePath.BITS, start >> height);
        }
        long middle = start + split(length);
        return Merkle.nodeHash(root(start, middle), root(middle, end));
    }

    /** The largest power of two below the length. */
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
