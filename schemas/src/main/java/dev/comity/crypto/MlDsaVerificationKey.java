package dev.comity.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** A public key of ML-DSA-44 (FIPS 204, pure, no context), by Bouncy Castle. Immutable, thread-safe. */
public final class MlDsaVerificationKey {

    /** Bytes of a public key. */
    public static final int KEY_BYTES = 1312;
    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 2420;

    private final byte[] raw;
    private final MLDSAPublicKeyParameters key;

    /** @throws IllegalArgumentException if there are not {@value #KEY_BYTES} bytes */
    public MlDsaVerificationKey(byte[] raw) {
        if (raw.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a public key of ML-DSA-44 has %d bytes, found %d".formatted(KEY_BYTES, raw.length));
        }
        this.raw = raw.clone();
        this.key = new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, this.raw);
    }

    public byte[] raw() {
        return raw.clone();
    }

    /** False for every signature that is not valid, wrong lengths included; never throws. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, key);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MlDsaVerificationKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }
}
