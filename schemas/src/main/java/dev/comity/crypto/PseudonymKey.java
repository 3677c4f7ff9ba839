package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * An X25519 key pair (RFC 7748) with which a provider and a consumer agree the secret of the pseudonyms between them; a
 * third agency cannot compute it. Bouncy Castle computes it: it is needed once an agreement, not once a record.
 */
public final class PseudonymKey {

    private final X25519PrivateKeyParameters secret;

    private PseudonymKey(X25519PrivateKeyParameters secret) {
        this.secret = secret;
    }

    public static PseudonymKey generate() {
        return of(Crypto.random(32));
    }

    static PseudonymKey of(byte[] secret) {
        return new PseudonymKey(new X25519PrivateKeyParameters(secret));
    }

    public static PseudonymKey read(Path pem) throws IOException {
        if (PrivateKeyFile.read(pem) instanceof X25519PrivateKeyParameters key) {
            return new PseudonymKey(key);
        }
        throw new IOException(pem + ": expected a key of X25519");
    }

    /** As {@link SigningKey#write}. */
    public void write(Path pem) throws IOException {
        PrivateKeyFile.write(pem, KeyEncoding.x25519(secret.getEncoded()));
    }

    /** Public JWK, {@code kty: OKP}, {@code crv: X25519}. */
    public ObjectNode jwk() {
        return Jwk.writeX25519(secret.generatePublicKey().getEncoded());
    }

    /**
     * Checks a public JWK of X25519.
     *
     * @return its RFC 7638 thumbprint
     * @throws IllegalArgumentException if it is not one
     */
    public static String checkPublic(JsonNode jwk) {
        Jwk.readX25519(jwk);
        return Jwk.thumbprint(jwk);
    }

    /**
     * The secret for one agreement and epoch: HKDF-SHA-256 over X25519, info {@code comity-pseudonym/1 <agreement>
     * <epoch>}, no salt; both sides compute the same 32 bytes.
     *
     * @param peer the other side's public JWK, certified by the registrar
     * @throws IllegalArgumentException if it is no X25519 key, or one with which the secret would be known to all
     */
    public byte[] agree(JsonNode peer, String agreement, int epoch) {
        String info = "comity-pseudonym/1 " + agreement + " " + epoch;
        return Crypto.hkdfSha256(shared(peer), new byte[0], info.getBytes(StandardCharsets.UTF_8), 32);
    }

    @Override
    public String toString() {
        return "private key of " + Jwk.thumbprint(jwk());
    }

    private byte[] shared(JsonNode peer) {
        byte[] shared = new byte[X25519PrivateKeyParameters.SECRET_SIZE];
        try {
            secret.generateSecret(new X25519PublicKeyParameters(Jwk.readX25519(peer)), shared, 0);
        } catch (IllegalStateException e) {
            // RFC 7748 section 6.1: the all-zero result of a point of small order.
            throw new IllegalArgumentException("the peer's X25519 key gives no secret", e);
        }
        return shared;
    }
}
