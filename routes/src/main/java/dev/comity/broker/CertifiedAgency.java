package dev.comity.broker;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CertificateUtil;

/**
 * The agency that a client certificate is for: its subject has exactly one common name, and that is the agency's slug. Whether the
 * certificate holds is decided before, by the TLS handshake.
 *
 * @param agency slug
 * @param subject as it stands in the certificate
 */
record CertifiedAgency(String agency, X500Principal subject) {

    /** Empty where the connection shows no certificate. */
    static Optional<X509Certificate> certificate(RemotingConnection connection) {
        X509Certificate[] chain = connection == null ? null : CertificateUtil.getCertsFromConnection(connection);
        return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
    }

    /** Empty where the certificate names no one agency. */
    static Optional<CertifiedAgency> of(X509Certificate certificate) {
        X500Principal subject = certificate.getSubjectX500Principal();
        try {
            List<Rdn> names = new LdapName(subject.getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.toAttributes().get("CN") != null)
                            .toList();
            return names.size() == 1 && names.get(0).size() == 1 && names.get(0).getValue() instanceof String name
                    ? Optional.of(new CertifiedAgency(name, subject))
                    : Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** A client may leave the name out, say the slug, or repeat the subject, as SASL EXTERNAL does; no other name goes with the certificate. */
    boolean goesWith(String user) {
        return user == null || user.isEmpty() || user.equals(agency) || isSubject(user);
    }

    private boolean isSubject(String user) {
        try {
            return new X500Principal(user).equals(subject);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
