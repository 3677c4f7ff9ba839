package dev.comity.log;

import dev.comity.crypto.VerificationKey;

/** A signed-note verifier key (C2SP signed-note): {@code name+hex8(keyid)+base64(type || key)}. */
public final class VerifierKey {

    private VerifierKey() {}

    /** @throws IllegalArgumentException where the form, the key id or the type is wrong */
    public static VerifierKey parse(String vkey) {
        throw new UnsupportedOperationException("contract");
    }

    /** An Ed25519 log key (type 0x01). */
    public static VerifierKey ofLog(String origin, VerificationKey key) {
        throw new UnsupportedOperationException("contract");
    }

    public String name() {
        throw new UnsupportedOperationException("contract");
    }

    /** 4 bytes, big-endian. */
    public int keyId() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public String toString() {
        throw new UnsupportedOperationException("contract");
    }
}
