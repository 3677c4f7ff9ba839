package dev.comity.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** Amazon Corretto Crypto Provider: native code, present only where its library loads. */
final class CorrettoEngine implements SignatureEngine {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String ED_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private final Provider provider;

    private CorrettoEngine(Provider provider) {
        this.provider = provider;
    }

    /** Empty where the class, its native library or its self-test is missing. */
    static Optional<SignatureEngine> load() {
        try {
            // Read once, when the provider's class loads: without it Ed25519 keys cannot be imported.
            System.setProperty(ED_KEYS, "true");
            Class<?> type = Class.forName(PROVIDER);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(provider);
            KeyFactory.getInstance("Ed25519", provider);
            return Optional.of(new CorrettoEngine(provider));
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public String description() {
        return "Amazon Corretto Crypto Provider " + provider.getVersionStr();
    }

    @Override
    public Verifier verifier(KeyAlgorithm algorithm, byte[] raw) {
        PublicKey key = publicKey(algorithm, raw);
        return (message, signature) -> verify(algorithm, key, message, signature);
    }

    @Override
    public Signer signer(KeyAlgorithm algorithm, byte[] secret) {
        PrivateKey key = privateKey(algorithm, secret);
        return message -> sign(algorithm, key, message);
    }

    private PublicKey publicKey(KeyAlgorithm algorithm, byte[] raw) {
        try {
            return KeyFactory.getInstance(keyType(algorithm), provider)
                    .generatePublic(new X509EncodedKeySpec(KeyEncoding.publicKey(algorithm, raw)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of " + algorithm.jose(), e);
        }
    }

    private PrivateKey privateKey(KeyAlgorithm algorithm, byte[] secret) {
        try {
            return KeyFactory.getInstance(keyType(algorithm), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(KeyEncoding.privateKey(algorithm, secret)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of " + algorithm.jose(), e);
        }
    }

    private boolean verify(KeyAlgorithm algorithm, PublicKey key, byte[] message, byte[] signature) {
        try {
            // A Signature object is not thread-safe, so each call has its own.
            Signature verifier = Signature.getInstance(signatureType(algorithm), provider);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // how this provider reports some malformed signatures
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the crypto provider failed", e);
        }
    }

    private byte[] sign(KeyAlgorithm algorithm, PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(signatureType(algorithm), provider);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the crypto provider failed", e);
        }
    }

    private static String keyType(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.ED25519 ? "Ed25519" : "EC";
    }

    private static String signatureType(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.ED25519 ? "Ed25519" : "SHA256withECDSAinP1363Format";
    }
}
