package dev.comity.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;

/** An agency's wish for a client certificate (PKCS#10): its slug as common name, signed with the key that the certificate is for. */
public final class CertificateRequest {

    private final PKCS10CertificationRequest request;

    private CertificateRequest(PKCS10CertificationRequest request) {
        this.request = request;
    }

    public static CertificateRequest of(String agency, TlsKey key) {
        return new CertificateRequest(
                new PKCS10CertificationRequestBuilder(subject(agency), key.publicKey()).build(key.signer()));
    }

    /** @throws IllegalArgumentException if it is none, or its signature does not hold */
    public static CertificateRequest parse(String pem) {
        try {
            var request = new PKCS10CertificationRequest(Pem.parse(pem, Pem.REQUEST));
            var verifier = new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                    .build(PublicKeyFactory.createKey(request.getSubjectPublicKeyInfo()));
            if (!request.isSignatureValid(verifier)) {
                throw new IllegalArgumentException("the certificate request is not signed with its own key");
            }
            return new CertificateRequest(request);
        } catch (IOException | OperatorCreationException | PKCSException | ClassCastException e) {
            throw new IllegalArgumentException("not a certificate request with a key of P-256", e);
        }
    }

    static X500Name subject(String commonName) {
        return new X500Name("CN=" + commonName);
    }

    /** The common name; empty text where there is not exactly one. */
    public String agency() {
        var names = request.getSubject().getRDNs(BCStyle.CN);
        return names.length == 1 ? IETFUtils.valueToString(names[0].getFirst().getValue()) : "";
    }

    public String pem() {
        try {
            return Pem.text(Pem.REQUEST, request.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SubjectPublicKeyInfo publicKey() {
        return request.getSubjectPublicKeyInfo();
    }
}
