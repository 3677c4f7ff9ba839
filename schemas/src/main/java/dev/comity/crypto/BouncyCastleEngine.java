package dev.comity.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.BigIntegers;

/** Bouncy Castle's own classes, without the JCA: they run on every platform. */
final class BouncyCastleEngine implements SignatureEngine {

    @Override
    public String description() {
        return "Bouncy Castle " + new BouncyCastleProvider().getVersionStr();
    }

    @Override
    public Verifier verifier(KeyAlgorithm algorithm, byte[] raw) {
        return switch (algorithm) {
            case ED25519 -> ed25519(new Ed25519PublicKeyParameters(raw));
            case ES256 -> es256(P256.publicKey(raw));
        };
    }

    @Override
    public Signer signer(KeyAlgorithm algorithm, byte[] secret) {
        return switch (algorithm) {
            case ED25519 -> ed25519(new Ed25519PrivateKeyParameters(secret));
            case ES256 -> es256(P256.privateKey(secret));
        };
    }

    private static Verifier ed25519(Ed25519PublicKeyParameters key) {
        return (message, signature) -> {
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, key);
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        };
    }

    private static Signer ed25519(Ed25519PrivateKeyParameters key) {
        return message -> {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        };
    }

    private static Verifier es256(ECPublicKeyParameters key) {
        return (message, signature) -> {
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
            return verifier.verifySignature(Crypto.sha256(message), r, s);
        };
    }

    private static Signer es256(ECPrivateKeyParameters key) {
        return message -> {
            // RFC 6979: no random source can leak the key.
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, key);
            BigInteger[] rs = signer.generateSignature(Crypto.sha256(message));
            byte[] signature = new byte[64];
            BigIntegers.asUnsignedByteArray(rs[0], signature, 0, 32);
            BigIntegers.asUnsignedByteArray(rs[1], signature, 32, 32);
            return signature;
        };
    }
}
