package dev.comity.envelope;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.util.Arrays;

/** Fresh salts and decoys. Takes random bytes in one run for many, which is cheaper. Not thread-safe. */
final class Salts {

    private static final int SALT_BYTES = 16; // 128 bits, 22 characters
    private static final int DECOY_BYTES = 32;
    private static final int RUN = 512;

    private byte[] bytes = new byte[0];
    private int used;

    String next() {
        return Base64Url.encode(take(SALT_BYTES));
    }

    /** A digest to which no disclosure belongs. It looks like every other digest. */
    String decoy() {
        return Base64Url.encode(Crypto.sha256(take(DECOY_BYTES)));
    }

    private byte[] take(int count) {
        if (used + count > bytes.length) {
            bytes = Crypto.random(RUN);
            used = 0;
        }
        used += count;
        return Arrays.copyOfRange(bytes, used - count, used);
    }
}
