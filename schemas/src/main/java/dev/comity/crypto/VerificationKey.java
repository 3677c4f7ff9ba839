package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A public key that verifies signatures; its algorithm belongs to it and is never taken from a message. Immutable. */
public final class VerificationKey {

    private VerificationKey() {}

    /**
     * Reads a JWK (RFC 7517, RFC 8037): {@code kty}, {@code crv}, {@code x} (and {@code y}); other members are refused
     * but {@code alg}, {@code use} and {@code kid}, of which a {@code kid} must be the RFC 7638 thumbprint.
     *
     * @throws IllegalArgumentException for anything that is not a valid public key of a known algorithm, private ones too
     */
    public static VerificationKey fromJwk(JsonNode jwk) {
        throw new UnsupportedOperationException("contract");
    }

    /** An Ed25519 key from its 32 bytes. */
    public static VerificationKey ed25519(byte[] raw) {
        throw new UnsupportedOperationException("contract");
    }

    public KeyAlgorithm algorithm() {
        throw new UnsupportedOperationException("contract");
    }

    /** RFC 7638 SHA-256 thumbprint, base64url: the key's id everywhere. */
    public String kid() {
        throw new UnsupportedOperationException("contract");
    }

    /** Public JWK with exactly the members that the thumbprint covers. */
    public ObjectNode jwk() {
        throw new UnsupportedOperationException("contract");
    }

    /** 32 bytes for Ed25519, 65 (uncompressed point) for ES256. */
    public byte[] raw() {
        throw new UnsupportedOperationException("contract");
    }

    /** False for every signature that is not valid, wrong lengths included; never throws. */
    public boolean verify(byte[] message, byte[] signature) {
        throw new UnsupportedOperationException("contract");
    }
}
