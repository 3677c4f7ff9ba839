package dev.comity.crypto;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The curve of ES256 (FIPS 186-5 P-256): raw keys and their range and curve checks. */
final class P256 {

    static final ECNamedDomainParameters DOMAIN = new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));

    private P256() {}

    /** @param point 65 bytes, uncompressed, on the curve and not at infinity */
    static ECPublicKeyParameters publicKey(byte[] point) {
        if (point.length != 65 || point[0] != 4) {
            throw new IllegalArgumentException("not an uncompressed point of P-256");
        }
        return new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(point), DOMAIN);
    }

    /** @param scalar 32 bytes, from 1 to the order less 1 */
    static ECPrivateKeyParameters privateKey(byte[] scalar) {
        return new ECPrivateKeyParameters(new BigInteger(1, scalar), DOMAIN);
    }

    static byte[] generate() {
        while (true) {
            byte[] scalar = Crypto.random(32);
            BigInteger d = new BigInteger(1, scalar);
            if (d.signum() > 0 && d.compareTo(DOMAIN.getN()) < 0) {
                return scalar;
            }
        }
    }

    static byte[] publicPoint(byte[] scalar) {
        return new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), privateKey(scalar).getD())
                .normalize()
                .getEncoded(false);
    }

    static byte[] scalar(BigInteger d) {
        return BigIntegers.asUnsignedByteArray(32, d);
    }
}
