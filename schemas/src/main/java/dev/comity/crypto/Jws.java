package dev.comity.crypto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.refusal.RecordRefused;

/**
 * A compact JWS (RFC 7515) whose protected header holds exactly {@code alg}, {@code kid} and {@code typ}. Parsed strictly
 * before any cryptography; nothing in it is trusted before {@link #verify}.
 */
public final class Jws {

    private Jws() {}

    /** Signs; header members in the order alg, kid, typ. */
    public static Jws sign(String typ, ObjectNode payload, SigningKey key) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param maxBytes length limit of the compact form
     * @throws RecordRefused {@code too-large} or {@code malformed}, path {@code header} or {@code payload}
     */
    public static Jws parse(String compact, int maxBytes) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }

    public String compact() {
        throw new UnsupportedOperationException("contract");
    }

    public String typ() {
        throw new UnsupportedOperationException("contract");
    }

    public String kid() {
        throw new UnsupportedOperationException("contract");
    }

    /** JOSE name as it stands in the header. */
    public String alg() {
        throw new UnsupportedOperationException("contract");
    }

    public ObjectNode payload() {
        throw new UnsupportedOperationException("contract");
    }

    /** SHA-256 of the ASCII of the compact form, 32 bytes. */
    public byte[] sha256() {
        throw new UnsupportedOperationException("contract");
    }

    /** True only if typ, alg and kid are those expected and the signature holds. */
    public boolean verify(String expectedTyp, VerificationKey key) {
        throw new UnsupportedOperationException("contract");
    }
}
