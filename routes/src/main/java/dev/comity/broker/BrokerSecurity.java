package dev.comity.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets users in and asks {@link BrokerPermissions}. Agencies come with a password, or with a certificate where the broker asks for one,
 * and then a password that is given must hold too; how the hub shows that it is the hub depends on whether it is in this process.
 */
final class BrokerSecurity implements ActiveMQSecurityManager5 {

    /** No agency's slug has an underscore, so no agency can be this user. */
    static final String HUB = "_hub";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSecurity.class);

    private static final Subject THE_HUB = subject(HUB);

    private final RightPasswords passwords;
    private final Set<String> agencies;
    private final HubLogin hub;

    /** Whether it is the hub that comes with a password. */
    @FunctionalInterface
    interface HubLogin {

        boolean holds(String password, RemotingConnection connection);

        /** From inside this process alone, with a secret that never leaves it. */
        static HubLogin inVm(String secret) {
            return (password, connection) -> connection != null
                    && connection.getTransportConnection() instanceof InVMConnection
                    && MessageDigest.isEqual(bytes(password), bytes(secret));
        }

        /** From anywhere, with the password whose hash lies under {@code users/}. */
        static HubLogin registered(Path hubFolder) {
            var passwords = new RightPasswords(hubFolder);
            return (password, connection) -> isRight(passwords, HUB, password);
        }
    }

    /** @param hubFolder holds {@code users/} */
    BrokerSecurity(Path hubFolder, Set<String> agencies, HubLogin hub) {
        this.passwords = new RightPasswords(hubFolder);
        this.agencies = ConcurrentHashMap.newKeySet();
        this.agencies.addAll(agencies);
        this.hub = hub;
    }

    /** Lets these in too. */
    void admit(Set<String> more) {
        agencies.addAll(more);
    }

    @Override
    public Subject authenticate(String user, String password, RemotingConnection connection, String domain) {
        if (HUB.equals(user)) {
            return password != null && hub.holds(password, connection) ? THE_HUB : null;
        }
        Optional<X509Certificate> certificate = CertifiedAgency.certificate(connection);
        if (certificate.isPresent()) {
            return certified(certificate.get(), user, password);
        }
        return user != null && password != null && isAgency(user, password) ? subject(user) : null;
    }

    private Subject certified(X509Certificate certificate, String user, String password) {
        return CertifiedAgency.of(certificate)
                .filter(certified -> agencies.contains(certified.agency()) && certified.goesWith(user))
                .filter(certified -> password == null || password.isEmpty() || isAgency(certified.agency(), password))
                .map(certified -> subject(certified.agency()))
                .orElse(null);
    }

    private static Subject subject(String user) {
        return new Subject(true, Set.of(new UserPrincipal(user)), Set.of(), Set.of());
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType what, String address) {
        String user = getUserFromSubject(subject);
        if (user == null) {
            return false;
        }
        return user.equals(HUB) ? BrokerPermissions.hubMay(what) : BrokerPermissions.agencyMay(user, what, address);
    }

    @Override
    public boolean validateUser(String user, String password) {
        throw new UnsupportedOperationException("the broker asks authenticate");
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType what) {
        throw new UnsupportedOperationException("the broker asks authorize");
    }

    private boolean isAgency(String user, String password) {
        return agencies.contains(user) && isRight(passwords, user, password);
    }

    private static boolean isRight(RightPasswords passwords, String user, String password) {
        try {
            return passwords.isRight(user, password);
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's users cannot be read", e);
        } catch (IllegalArgumentException e) {
            LOG.error("User '{}' cannot log in: {}. Register its password anew.", user, e.getMessage());
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
