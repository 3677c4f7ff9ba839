package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A public key that verifies signatures; its algorithm belongs to it and is never taken from a message. Immutable. */
public final class VerificationKey {

    private static final int SIGNATURE_BYTES = 64;

    private final KeyAlgorithm algorithm;
    private final byte[] raw;
    private final SignatureEngine.Verifier verifier;
    private final ObjectNode jwk;
    private final String kid;

    private VerificationKey(SignatureEngine engine, KeyAlgorithm algorithm, byte[] raw) {
        this.algorithm = algorithm;
        this.raw = raw.clone();
        this.verifier = engine.verifier(algorithm, this.raw);
        this.jwk = Jwk.write(algorithm, this.raw);
        this.kid = Jwk.thumbprint(jwk);
    }

    static VerificationKey of(SignatureEngine engine, KeyAlgorithm algorithm, byte[] raw) {
        // Points of small order verify signatures over any message, and providers differ over them.
        if (algorithm == KeyAlgorithm.ED25519 && (raw.length != 32 || !Ed25519.validatePublicKeyFull(raw, 0))) {
            throw new IllegalArgumentException("not a public key of Ed25519");
        }
        return new VerificationKey(engine, algorithm, raw);
    }

    /**
     * Reads a JWK (RFC 7517, RFC 8037): {@code kty}, {@code crv}, {@code x} (and {@code y}); other members are refused
     * but {@code alg}, {@code use} and {@code kid}, of which a {@code kid} must be the RFC 7638 thumbprint.
     *
     * @throws IllegalArgumentException for anything that is not a valid public key of a known algorithm, private ones too
     */
    public static VerificationKey fromJwk(JsonNode jwk) {
        return Jwk.read(Crypto.engine(), jwk);
    }

    /** An Ed25519 key from its 32 bytes. */
    public static VerificationKey ed25519(byte[] raw) {
        return of(Crypto.engine(), KeyAlgorithm.ED25519, raw);
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** RFC 7638 SHA-256 thumbprint, base64url: the key's id everywhere. */
    public String kid() {
        return kid;
    }

    /** Public JWK with exactly the members that the thumbprint covers. */
    public ObjectNode jwk() {
        return jwk.deepCopy();
    }

    /** 32 bytes for Ed25519, 65 (uncompressed point) for ES256. */
    public byte[] raw() {
        return raw.clone();
    }

    /** False for every signature that is not valid, wrong lengths included; never throws. */
    public boolean verify(byte[] message, byte[] signature) {
        // Before the provider sees it: both algorithms have one length, and some providers take a longer one.
        return signature.length == SIGNATURE_BYTES && verifier.verify(message, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey key && algorithm == key.algorithm && Arrays.equals(raw, key.raw);
    }

    @Override
    public int hashCode() {
        return kid.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.jose() + " " + kid;
    }
}
