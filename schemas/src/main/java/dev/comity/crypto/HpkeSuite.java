package dev.comity.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * The one suite of HPKE (RFC 9180) that is used here: mode base, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * ChaCha20-Poly1305, of which Bouncy Castle's own code is twice as quick as its AES where the optimising compiler is off.
 */
final class HpkeSuite {

    /** As it is written beside what was sealed. */
    static final String NAME = "hpke-x25519-hkdf-sha256-chacha20-poly1305";

    /** Length of the encapsulated key that comes before each ciphertext. */
    static final int ENCAPSULATED = 32;

    /** Length of the authentication tag at its end. */
    static final int TAG = 16;

    private HpkeSuite() {}

    /** Its own object for each use: nothing says that one may be shared between threads. */
    static HPKE of() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    static byte[] encapsulated(byte[] sealed) {
        return Arrays.copyOf(sealed, ENCAPSULATED);
    }
}
