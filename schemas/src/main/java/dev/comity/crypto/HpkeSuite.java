package dev.comity.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * The suites of HPKE (RFC 9180) that are known here; both in mode base with DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256. What is
 * sealed now is sealed with AES-256-GCM, which processors compute themselves, many times as quickly as ChaCha20-Poly1305 is computed
 * in Java; what was sealed with that before still opens.
 */
public enum HpkeSuite {
    AES_256_GCM("hpke-x25519-hkdf-sha256-aes-256-gcm", HPKE.aead_AES_GCM256),
    CHACHA20_POLY1305("hpke-x25519-hkdf-sha256-chacha20-poly1305", HPKE.aead_CHACHA20_POLY1305);

    /** Length of the encapsulated key that comes before each ciphertext. */
    static final int ENCAPSULATED = 32;

    /** Length of the authentication tag at its end. */
    static final int TAG = 16;

    private final String label;
    private final short aead;

    HpkeSuite(String label, short aead) {
        this.label = label;
        this.aead = aead;
    }

    /** Empty for a name that is none. */
    public static Optional<HpkeSuite> of(String label) {
        return Arrays.stream(values())
                .filter(suite -> suite.label.equals(label))
                .findFirst();
    }

    /** As it is written beside what was sealed. */
    public String label() {
        return label;
    }

    /** The library's; its own object for each use: nothing says that one may be shared between threads. */
    HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, aead);
    }

    static byte[] encapsulated(byte[] sealed) {
        return Arrays.copyOf(sealed, ENCAPSULATED);
    }
}
