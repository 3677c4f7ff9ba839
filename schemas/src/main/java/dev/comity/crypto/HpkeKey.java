package dev.comity.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * An X25519 key pair that opens what was sealed to its public half with HPKE (RFC 9180). Whoever destroys it destroys all
 * that was sealed to it. Its text form holds no secret. Thread-safe.
 */
public final class HpkeKey {

    private final X25519PrivateKeyParameters secret;
    private final HpkeRecipient recipient;

    private HpkeKey(X25519PrivateKeyParameters secret) {
        this.secret = secret;
        this.recipient = HpkeRecipient.of(secret.generatePublicKey().getEncoded());
    }

    public static HpkeKey generate() {
        return of(Crypto.random(X25519PrivateKeyParameters.KEY_SIZE));
    }

    static HpkeKey of(byte[] secret) {
        return new HpkeKey(new X25519PrivateKeyParameters(secret));
    }

    /** @throws IOException if the file cannot be read or holds another kind of key; the message tells nothing of its content */
    public static HpkeKey read(Path pem) throws IOException {
        if (PrivateKeyFile.read(pem) instanceof X25519PrivateKeyParameters key) {
            return new HpkeKey(key);
        }
        throw new IOException(pem + ": expected a key of X25519");
    }

    /** As {@link SigningKey#write}. */
    public void write(Path pem) throws IOException {
        PrivateKeyFile.write(pem, KeyEncoding.x25519(secret.getEncoded()));
    }

    public HpkeRecipient recipient() {
        return recipient;
    }

    /**
     * Opens what {@link HpkeRecipient#seal} made.
     *
     * @param suite that it was sealed with
     * @return empty if it was sealed to another key, for another purpose, beside another clear text, or was changed
     */
    public Optional<byte[]> open(HpkeSuite suite, byte[] info, byte[] aad, byte[] sealed) {
        if (sealed.length < HpkeSuite.ENCAPSULATED + HpkeSuite.TAG) {
            return Optional.empty();
        }
        byte[] ciphertext = Arrays.copyOfRange(sealed, HpkeSuite.ENCAPSULATED, sealed.length);
        var pair = new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret);
        try {
            return Optional.of(suite.hpke()
                    .setupBaseR(HpkeSuite.encapsulated(sealed), pair, info)
                    .open(aad, ciphertext));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // the library has three ways to say that it does not open
        }
    }

    @Override
    public String toString() {
        return "private key of " + recipient.kid();
    }
}
