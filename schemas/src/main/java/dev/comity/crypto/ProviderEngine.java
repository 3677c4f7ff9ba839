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
import java.util.EnumMap;
import java.util.Map;

/** Signatures of one provider of the Java Cryptography Architecture. */
final class ProviderEngine implements SignatureEngine {

    private final String name;
    private final Provider provider;
    // A Signature object is not thread-safe, and asking the provider for one costs as much as a hash.
    private final Map<KeyAlgorithm, ThreadLocal<Signature>> signatures = new EnumMap<>(KeyAlgorithm.class);

    /** @param name of the product that the provider belongs to */
    ProviderEngine(String name, Provider provider) {
        this.name = name;
        this.provider = provider;
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            signatures.put(algorithm, ThreadLocal.withInitial(() -> signature(algorithm)));
        }
    }

    private Signature signature(KeyAlgorithm algorithm) {
        try {
            return Signature.getInstance(signatureType(algorithm), provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the crypto provider failed", e);
        }
    }

    @Override
    public String description() {
        return name + " " + provider.getVersionStr();
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
            Signature verifier = signatures.get(algorithm).get();
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
            Signature signer = signatures.get(algorithm).get();
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
