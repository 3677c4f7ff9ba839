package dev.comity.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Raw keys to and from the DER forms of PKCS#8 (RFC 5958, RFC 8410) and SubjectPublicKeyInfo (RFC 5280). */
final class KeyEncoding {

    // RFC 8410.
    private static final AlgorithmIdentifier X25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.110"));
    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

    private KeyEncoding() {}

    static byte[] publicKey(KeyAlgorithm algorithm, byte[] raw) {
        AsymmetricKeyParameter key =
                algorithm == KeyAlgorithm.ED25519 ? new Ed25519PublicKeyParameters(raw) : P256.publicKey(raw);
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] privateKey(KeyAlgorithm algorithm, byte[] secret) {
        try {
            return algorithm == KeyAlgorithm.ED25519
                    ? edwards(ED25519, secret)
                    : PrivateKeyInfoFactory.createPrivateKeyInfo(P256.privateKey(secret))
                            .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] x25519(byte[] secret) {
        try {
            return edwards(X25519, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Version 1, without the public key: the form that every tool reads. */
    private static byte[] edwards(AlgorithmIdentifier algorithm, byte[] secret) throws IOException {
        return new PrivateKeyInfo(algorithm, new DEROctetString(secret)).getEncoded();
    }
}
