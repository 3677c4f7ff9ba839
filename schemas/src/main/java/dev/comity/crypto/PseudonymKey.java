package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An X25519 key pair (RFC 7748) with which a provider and a consumer agree the secret of the pseudonyms between them; a
 * third agency cannot compute it.
 */
public final class PseudonymKey {

    private PseudonymKey() {}

    public static PseudonymKey generate() {
        throw new UnsupportedOperationException("contract");
    }

    public static PseudonymKey read(Path pem) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** As {@link SigningKey#write}. */
    public void write(Path pem) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Public JWK, {@code kty: OKP}, {@code crv: X25519}. */
    public ObjectNode jwk() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * The secret for one agreement and epoch: HKDF-SHA-256 over X25519, info {@code comity-pseudonym/1 <agreement>
     * <epoch>}; both sides compute the same 32 bytes.
     *
     * @param peer the other side's public JWK, certified by the registrar
     */
    public byte[] agree(JsonNode peer, String agreement, int epoch) {
        throw new UnsupportedOperationException("contract");
    }
}
