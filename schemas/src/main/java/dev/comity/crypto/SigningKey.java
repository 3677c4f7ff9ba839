package dev.comity.crypto;

import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** A private key that signs. Its text form never holds the secret. Thread-safe. */
public final class SigningKey {

    private final KeyAlgorithm algorithm;
    private final byte[] secret;
    private final SignatureEngine.Signer signer;
    private final VerificationKey verificationKey;
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    private SigningKey(SignatureEngine engine, KeyAlgorithm algorithm, byte[] secret) {
        this.algorithm = algorithm;
        this.secret = secret.clone();
        this.signer = engine.signer(algorithm, secret);
        this.verificationKey = VerificationKey.of(engine, algorithm, publicPart(algorithm, secret));
    }

    public static SigningKey generate(KeyAlgorithm algorithm) {
        return of(Crypto.engine(), algorithm, algorithm == KeyAlgorithm.ED25519 ? Crypto.random(32) : P256.generate());
    }

    static SigningKey of(SignatureEngine engine, KeyAlgorithm algorithm, byte[] secret) {
        return new SigningKey(engine, algorithm, secret);
    }

    /** Reads an unencrypted PKCS#8 PEM file (RFC 5958, RFC 7468, RFC 8410). */
    public static SigningKey read(Path pem) throws IOException {
        return of(PrivateKeyFile.read(pem), pem);
    }

    /**
     * Reads the one private key of a PKCS#12 file (RFC 7292).
     *
     * @param password of the file and of the key in it
     */
    public static SigningKey readPkcs12(Path file, char[] password) throws IOException {
        return of(Pkcs12File.read(file, password), file);
    }

    private static SigningKey of(AsymmetricKeyParameter key, Path file) throws IOException {
        if (key instanceof Ed25519PrivateKeyParameters ed25519) {
            return of(Crypto.engine(), KeyAlgorithm.ED25519, ed25519.getEncoded());
        }
        if (key instanceof ECPrivateKeyParameters ec
                && ec.getParameters().getCurve().equals(P256.DOMAIN.getCurve())) {
            return of(Crypto.engine(), KeyAlgorithm.ES256, P256.scalar(ec.getD()));
        }
        throw new IOException(file + ": expected a key of Ed25519 or P-256");
    }

    /** Writes PKCS#8 PEM, durably, readable by the owner alone from its first byte; refuses to replace a file. */
    public void write(Path pem) throws IOException {
        PrivateKeyFile.write(pem, KeyEncoding.privateKey(algorithm, secret));
    }

    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /** The protected header of what this key signs, base64url; there are few types of signed things. */
    String header(String typ) {
        return headers.computeIfAbsent(typ, this::makeHeader);
    }

    private String makeHeader(String typ) {
        return Base64Url.encode(Json.bytes(Json.object()
                .put("alg", algorithm.jose())
                .put("kid", verificationKey.kid())
                .put("typ", typ)));
    }

    /** 64 bytes: Ed25519, or R and S of ES256. */
    public byte[] sign(byte[] message) {
        return signer.sign(message);
    }

    @Override
    public String toString() {
        return "private key of " + verificationKey.kid();
    }

    private static byte[] publicPart(KeyAlgorithm algorithm, byte[] secret) {
        return algorithm == KeyAlgorithm.ED25519
                ? new Ed25519PrivateKeyParameters(secret).generatePublicKey().getEncoded()
                : P256.publicPoint(secret);
    }
}
