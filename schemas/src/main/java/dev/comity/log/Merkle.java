package dev.comity.log;

import java.util.List;

/** RFC 6962 / RFC 9162 hashing and proofs over 32-byte hashes. */
public final class Merkle {

    private Merkle() {}

    public static byte[] leafHash(byte[] entry) {
        throw new UnsupportedOperationException("contract");
    }

    public static byte[] nodeHash(byte[] left, byte[] right) {
        throw new UnsupportedOperationException("contract");
    }

    /** Root of a tree of these leaf hashes; of none, SHA-256 of nothing. */
    public static byte[] root(List<byte[]> leafHashes) {
        throw new UnsupportedOperationException("contract");
    }

    /** RFC 9162 2.1.3.2; false for every proof that does not hold, never an exception for wrong input. */
    public static boolean verifyInclusion(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        throw new UnsupportedOperationException("contract");
    }

    /** RFC 9162 2.1.4.2; old size 0 is not decided here and gives false. */
    public static boolean verifyConsistency(long size1, long size2, byte[] root1, byte[] root2, List<byte[]> proof) {
        throw new UnsupportedOperationException("contract");
    }
}
