package dev.comity.certificate;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** An X.509 certificate. Whether somebody trusts it is decided by TLS. */
public final class TlsCertificate {

    private final X509CertificateHolder certificate;

    TlsCertificate(X509CertificateHolder certificate) {
        this.certificate = certificate;
    }

    X509Certificate forTls() throws IOException {
        try {
            return new JcaX509CertificateConverter().getCertificate(certificate);
        } catch (CertificateException e) {
            throw new IOException("a certificate that this Java does not read", e);
        }
    }
}
