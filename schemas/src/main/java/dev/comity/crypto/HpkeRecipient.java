package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** The public half of an {@link HpkeKey}: seals for its holder, and can open nothing. Thread-safe. */
public final class HpkeRecipient {

    /** What it seals with. */
    public static final HpkeSuite SUITE = HpkeSuite.AES_256_GCM;

    private final byte[] point;

    private HpkeRecipient(byte[] point) {
        this.point = point;
    }

    /**
     * @param jwk {@code kty: OKP}, {@code crv: X25519}, without a private part
     * @throws IllegalArgumentException if it is anything else
     */
    public static HpkeRecipient of(JsonNode jwk) {
        return new HpkeRecipient(Jwk.readX25519(jwk));
    }

    static HpkeRecipient of(byte[] point) {
        return new HpkeRecipient(point.clone());
    }

    /** Public JWK. */
    public ObjectNode jwk() {
        return Jwk.writeX25519(point);
    }

    /** RFC 7638 thumbprint. */
    public String kid() {
        return Jwk.thumbprint(jwk());
    }

    /**
     * Seals in one shot (RFC 9180 section 6.1), under a key of this call alone.
     *
     * @param info what the text is for
     * @param aad what stands in clear beside it and cannot be changed without notice
     * @return encapsulated key (32 bytes) and ciphertext (16 bytes longer than the text)
     * @throws IllegalArgumentException if the key is one with which the secret would be known to all
     */
    public byte[] seal(byte[] info, byte[] aad, byte[] text) {
        return new HpkeSender(
                        new X25519PublicKeyParameters(point),
                        new X25519PrivateKeyParameters(Crypto.random(X25519PrivateKeyParameters.KEY_SIZE)))
                .seal(info, aad, text);
    }
}
