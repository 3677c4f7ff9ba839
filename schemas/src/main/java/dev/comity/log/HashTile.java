package dev.comity.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tile of hashes as bytes: the hashes one after the other. */
final class HashTile {

    /** Bytes of a full tile. */
    static final int MAX_BYTES = TilePath.FULL * Merkle.HASH_LENGTH;

    private HashTile() {}

    static byte[] encode(List<byte[]> hashes) {
        byte[] bytes = new byte[hashes.size() * Merkle.HASH_LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i), 0, bytes, i * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
        }
        return bytes;
    }

    /** The whole hashes in the bytes; what is left of a torn one is not looked at. */
    static List<byte[]> decode(byte[] bytes) {
        List<byte[]> hashes = new ArrayList<>(bytes.length / Merkle.HASH_LENGTH);
        for (int at = 0; at + Merkle.HASH_LENGTH <= bytes.length; at += Merkle.HASH_LENGTH) {
            hashes.add(Arrays.copyOfRange(bytes, at, at + Merkle.HASH_LENGTH));
        }
        return hashes;
    }
}
