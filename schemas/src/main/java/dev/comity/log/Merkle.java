package dev.comity.log;

import dev.comity.crypto.Crypto;
import java.util.ArrayList;
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
        if (size1 <= 0 || size1 > size2 || !isHash(root1) || !isHash(root2) || !areHashes(proof)) {
            return false;
        }
        if (size1 == size2) {
            return proof.isEmpty() && Arrays.equals(root1, root2);
        }
        return !proof.isEmpty() && connects(size1, size2, root1, root2, withStart(size1, root1, proof));
    }

    private static List<byte[]> withStart(long size1, byte[] root1, List<byte[]> proof) {
        // An old tree of a power of two is itself a node of the new one, and is left out of the proof.
        if (Long.bitCount(size1) > 1) {
            return proof;
        }
        List<byte[]> path = new ArrayList<>(proof.size() + 1);
        path.add(root1);
        path.addAll(proof);
        return path;
    }

    private static boolean connects(long size1, long size2, byte[] root1, byte[] root2, List<byte[]> path) {
        int full = Long.numberOfTrailingZeros(~(size1 - 1));
        long node = (size1 - 1) >> full;
        long last = (size2 - 1) >> full;
        byte[] older = path.get(0);
        byte[] newer = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                older = nodeHash(sibling, older);
                newer = nodeHash(sibling, newer);
                int skipped = (node & 1) == 1 ? 0 : levelsWithoutSibling(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                newer = nodeHash(newer, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(older, root1) && Arrays.equals(newer, root2);
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
