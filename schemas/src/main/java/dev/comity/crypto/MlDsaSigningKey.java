package dev.comity.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * A private key of ML-DSA-44 (FIPS 204), kept as its seed of 32 bytes. Signatures are hedged: fresh random bytes go into each,
 * so that a fault of the machine cannot give the key away. Its text form never holds the secret. Thread-safe.
 */
public final class MlDsaSigningKey {

    private static final int SEED_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MLDSAPrivateKeyParameters key;
    private final MlDsaVerificationKey verificationKey;

    private MlDsaSigningKey(MLDSAPrivateKeyParameters key) {
        this.key = key;
        this.verificationKey = new MlDsaVerificationKey(key.getPublicKey());
    }

    public static MlDsaSigningKey generate() {
        return ofSeed(Crypto.random(SEED_BYTES));
    }

    static MlDsaSigningKey ofSeed(byte[] seed) {
        return new MlDsaSigningKey(new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed));
    }

    /** Reads an unencrypted PKCS#8 PEM file (RFC 9881). */
    public static MlDsaSigningKey read(Path pem) throws IOException {
        if (PrivateKeyFile.read(pem) instanceof MLDSAPrivateKeyParameters key
                && key.getParameters() == MLDSAParameters.ml_dsa_44) {
            return new MlDsaSigningKey(key);
        }
        throw new IOException(pem + ": expected a key of ML-DSA-44");
    }

    /** Writes PKCS#8 PEM with the seed alone, durably, readable by the owner alone; refuses to replace a file. */
    public void write(Path pem) throws IOException {
        PrivateKeyFile.write(
                pem,
                PrivateKeyInfoFactory.createPrivateKeyInfo(key.withPreferredFormat(MLDSAPrivateKeyParameters.SEED_ONLY))
                        .getEncoded());
    }

    public MlDsaVerificationKey verificationKey() {
        return verificationKey;
    }

    /** {@value MlDsaVerificationKey#SIGNATURE_BYTES} bytes, different each time. */
    public byte[] sign(byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, new ParametersWithRandom(key, RANDOM));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("a signature of ML-DSA-44 could not be made", e);
        }
    }

    @Override
    public String toString() {
        return "private key of ML-DSA-44";
    }
}
