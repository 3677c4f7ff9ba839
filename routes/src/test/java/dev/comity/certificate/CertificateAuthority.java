package dev.comity.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** The hub operator's authority for connections: it certifies the broker and the agencies' clients, and can certify no other authority. */
public final class CertificateAuthority {

    private static final Duration OWN_LIFE = Duration.ofDays(10 * 365);
    private static final Duration LIFE = Duration.ofDays(2 * 365);
    /** Clocks differ a little; a certificate that was issued just now must not be from the future. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final TlsKey key;
    private final X509CertificateHolder certificate;

    private CertificateAuthority(TlsKey key, X509CertificateHolder certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** @param name for people, for instance the hub's id */
    public static CertificateAuthority create(String name, Instant now) {
        TlsKey key = TlsKey.generate();
        X500Name itself = CertificateRequest.subject(name);
        X509v3CertificateBuilder own = builder(itself, itself, key.publicKey(), now, OWN_LIFE);
        extend(own, Extension.basicConstraints, new BasicConstraints(0));
        extend(own, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new CertificateAuthority(key, own.build(key.signer()));
    }

    public TlsCertificate certificate() {
        return new TlsCertificate(certificate);
    }

    /** @param hosts names or addresses by which agencies come to the broker */
    public TlsCertificate certifyBroker(TlsKey broker, List<String> hosts, Instant now) {
        X509v3CertificateBuilder builder =
                builder(certificate.getSubject(), CertificateRequest.subject("broker"), broker.publicKey(), now, LIFE);
        GeneralName[] names = hosts.stream()
                .map(host -> new GeneralName(
                        host.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        extend(builder, Extension.subjectAlternativeName, new GeneralNames(names));
        return issue(builder, KeyPurposeId.id_kp_serverAuth);
    }

    /** Certifies the requested key for this agency, under its slug alone: nothing else of the request is taken over. */
    public TlsCertificate certifyAgency(CertificateRequest request, String agency, Instant now) {
        return issue(
                builder(certificate.getSubject(), CertificateRequest.subject(agency), request.publicKey(), now, LIFE),
                KeyPurposeId.id_kp_clientAuth);
    }

    private TlsCertificate issue(X509v3CertificateBuilder builder, KeyPurposeId purpose) {
        extend(builder, Extension.basicConstraints, new BasicConstraints(false));
        extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
        extend(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose));
        return new TlsCertificate(builder.build(key.signer()));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, SubjectPublicKeyInfo publicKey, Instant now, Duration life) {
        return new X509v3CertificateBuilder(
                issuer,
                new BigInteger(120, new SecureRandom()).setBit(119),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(life)),
                subject,
                publicKey);
    }

    private static void extend(X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, ASN1Object value) {
        try {
            builder.addExtension(id, !id.equals(Extension.subjectAlternativeName), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
