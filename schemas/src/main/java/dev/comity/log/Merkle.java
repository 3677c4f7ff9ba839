package dev.comity.log;

import dev.comity.crypto.Crypto;
import java.util.Arrays;
import java.util.List;

/** RFC 6962 / RFC 9162 hashing and proofs over 32-byte hashes. */
public final class Merkle {

    /** Bytes in a hash. */
    public static final int HASH_LENGTH = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Merkle() {}

    public static byte[] leafHash(byte[] entry) {
        return Crypto.sha256(LEAF, entry);
    }

    public static byte[] nodeHash(byte[] left, byte[] right) {
        return Crypto.sha256(NODE, left, right);
    }

    /** Root of a tree of these leaf hashes; of none, SHA-256 of nothing. */
    public static byte[] root(List<byte[]> leafHashes) {
        return leafHashes.isEmpty() ? Crypto.sha256() : subtree(leafHashes);
    }

    private static byte[] subtree(List<byte[]> hashes) {
        int count = hashes.size();
        if (count == 1) {
            return hashes.get(0);
        }
        int split = Integer.highestOneBit(count - 1);
        return nodeHash(subtree(hashes.subList(0, split)), subtree(hashes.subList(split, count)));
    }

    /** RFC 9162 2.1.3.2; false for every proof that does not hold, never an exception for wrong input. */
    public static boolean verifyInclusion(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !isHash(leafHash) || !isHash(root) || !areHashes(proof)) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                int skipped = (node & 1) == 1 ? 0 : levelsWithoutSibling(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** RFC 9162 2.1.4.2; old size 0 is not decided here and gives false. */
    public static boolean verifyConsistency(long size1, long size2, byte[] root1, byte[] root2, List<byte[]> proof) {
        return verifySubtreeConsistency(0, size1, size2, root1, root2, proof);
    }

    /**
     * Whether a leaf is in the subtree of the leaves from start to before end; false for what is no subtree.
     *
     * @param index in the whole tree
     */
    public static boolean verifySubtreeInclusion(
            long index, long start, long end, byte[] leafHash, List<byte[]> proof, byte[] root) {
        return isSubtree(start, end) && verifyInclusion(index - start, end - start, leafHash, proof, root);
    }

    /**
     * Whether the subtree of the leaves from start to before end is part of the tree of the first {@code size} leaves. An old
     * tree is the subtree that starts at 0. An empty subtree is not decided here and gives false.
     */
    public static boolean verifySubtreeConsistency(
            long start, long end, long size, byte[] subtreeRoot, byte[] root, List<byte[]> proof) {
        return isSubtree(start, end)
                && end <= size
                && isHash(subtreeRoot)
                && isHash(root)
                && areHashes(proof)
                && connects(new Walk(start, end, size), subtreeRoot, root, proof);
    }

    /** A subtree starts at a multiple of the least power of two that is not below its length. */
    private static boolean isSubtree(long start, long end) {
        if (start < 0 || start >= end) {
            return false;
        }
        int bits = 64 - Long.numberOfLeadingZeros(end - start - 1);
        return start == 0 || bits < 63 && Long.numberOfTrailingZeros(start) >= bits;
    }

    private static boolean connects(Walk walk, byte[] subtreeRoot, byte[] root, List<byte[]> proof) {
        walk.riseToLastCompleteNode();
        // Where the subtree is itself a node of the tree, its root is known and is left out of the proof.
        boolean isNode = walk.atSubtreeRoot();
        if (!isNode && proof.isEmpty()) {
            return false;
        }
        byte[] inner = isNode ? subtreeRoot : proof.get(0);
        byte[] outer = inner;
        for (byte[] sibling : proof.subList(isNode ? 0 : 1, proof.size())) {
            if (walk.atRoot()) {
                return false;
            }
            if (walk.siblingIsLeft()) {
                inner = walk.atSubtreeRoot() ? inner : nodeHash(sibling, inner);
                outer = nodeHash(sibling, outer);
                walk.riseToRightChild();
            } else {
                outer = nodeHash(outer, sibling);
            }
            walk.rise(1);
        }
        return walk.atRoot() && Arrays.equals(inner, subtreeRoot) && Arrays.equals(outer, root);
    }

    /** Indices of three nodes on one level, on the way up: the subtree's first and last leaf's, and the tree's last. */
    private static final class Walk {

        private long first;
        private long last;
        private long end;

        Walk(long start, long end, long size) {
            this.first = start;
            this.last = end - 1;
            this.end = size - 1;
        }

        void rise(int levels) {
            first >>= levels;
            last >>= levels;
            end >>= levels;
        }

        void riseToLastCompleteNode() {
            boolean reachesEnd = last == end;
            while (!atSubtreeRoot() && (reachesEnd || (last & 1) == 1)) {
                rise(1);
            }
        }

        void riseToRightChild() {
            rise((last & 1) == 1 ? 0 : levelsWithoutSibling(last));
        }

        boolean siblingIsLeft() {
            return (last & 1) == 1 || last == end;
        }

        boolean atSubtreeRoot() {
            return first == last;
        }

        boolean atRoot() {
            return end == 0;
        }
    }

    /** How far to rise from the last node of a level until it is a right child, or the root. */
    private static int levelsWithoutSibling(long node) {
        return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
    }

    private static boolean isHash(byte[] hash) {
        return hash != null && hash.length == HASH_LENGTH;
    }

    private static boolean areHashes(List<byte[]> proof) {
        return proof != null && proof.stream().allMatch(Merkle::isHash);
    }
}
