package dev.comity.crypto;

import java.io.IOException;
import java.nio.file.Path;

/** A private key that signs. Its text form never holds the secret. Thread-safe. */
public final class SigningKey {

    private SigningKey() {}

    public static SigningKey generate(KeyAlgorithm algorithm) {
        throw new UnsupportedOperationException("contract");
    }

    /** Reads an unencrypted PKCS#8 PEM file (RFC 5958, RFC 7468, RFC 8410). */
    public static SigningKey read(Path pem) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Writes PKCS#8 PEM, durably, readable by the owner alone from its first byte; refuses to replace a file. */
    public void write(Path pem) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public VerificationKey verificationKey() {
        throw new UnsupportedOperationException("contract");
    }

    /** 64 bytes: Ed25519, or R and S of ES256. */
    public byte[] sign(byte[] message) {
        throw new UnsupportedOperationException("contract");
    }
}
