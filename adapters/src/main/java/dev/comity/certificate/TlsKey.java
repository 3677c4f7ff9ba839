package dev.comity.certificate;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/** A private key of P-256 for TLS. Its text form holds nothing of it. */
public final class TlsKey {

    static final String SIGNATURE = "SHA256withECDSA";

    private final AsymmetricKeyParameter secret;
    private final SubjectPublicKeyInfo publicKey;

    private TlsKey(AsymmetricKeyParameter secret, SubjectPublicKeyInfo publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    public static TlsKey generate() {
        X9ECParameters curve = SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, curve), new SecureRandom()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            return new TlsKey(
                    pair.getPrivate(), SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PKCS#8 PEM, durable, readable by its owner alone; refuses to replace a file. */
    public void write(Path pem) throws IOException {
        if (Files.exists(pem)) {
            throw new FileAlreadyExistsException(pem.toString());
        }
        DurableFile.writePrivately(
                pem,
                Pem.text(
                        Pem.PRIVATE_KEY,
                        PrivateKeyInfoFactory.createPrivateKeyInfo(secret).getEncoded()));
    }

    SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    ContentSigner signer() {
        AlgorithmIdentifier signature = new DefaultSignatureAlgorithmIdentifierFinder().find(SIGNATURE);
        try {
            return new BcECContentSignerBuilder(signature, new DefaultDigestAlgorithmIdentifierFinder().find(signature))
                    .build(secret);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("a key of P-256 cannot sign", e);
        }
    }

    PrivateKey forTls() throws IOException {
        return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfoFactory.createPrivateKeyInfo(secret));
    }

    @Override
    public String toString() {
        return "private key for TLS";
    }
}
