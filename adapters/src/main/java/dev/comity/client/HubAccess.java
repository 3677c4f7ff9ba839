package dev.comity.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the hub's broker is, and as whom an agency comes to it. The files are read anew at each connect: a hub that starts again may listen
 * elsewhere, and a password or certificate may be replaced while the agency runs.
 *
 * @param agency slug
 * @param endpoint file that holds host and port
 * @param passwordFile of the agency's broker user; not needed where a certificate takes its place
 * @param tls empty for a connection in clear
 * @param protocol that is spoken
 */
public record HubAccess(String agency, Path endpoint, Path passwordFile, Optional<TlsStores> tls, Protocol protocol) {

    /** What the broker understands on one port. */
    public enum Protocol {
        CORE,
        AMQP
    }

    /** In clear, over the broker's own protocol. */
    public HubAccess(String agency, Path endpoint, Path passwordFile) {
        this(agency, endpoint, passwordFile, Optional.empty(), Protocol.CORE);
    }

    /** Opens a session of one protocol. */
    @FunctionalInterface
    public interface Opener {
        HubSession open(HubAccess access) throws Exception;
    }

    /** How sessions are opened, again and again. */
    public HubSession.Connector over(Opener opener) {
        return new HubSession.Connector() {
            @Override
            public HubSession connect() throws Exception {
                return opener.open(HubAccess.this);
            }

            @Override
            public long heard() {
                return endpoint.toFile().lastModified();
            }
        };
    }

    HubEndpoint place() throws IOException {
        return HubEndpoint.read(endpoint);
    }

    /** Whether the agency shows a certificate. */
    boolean certified() {
        return tls.flatMap(TlsStores::keyStore).isPresent();
    }

    /** Empty where a certificate takes its place. @throws IOException if it is needed and cannot be read */
    Optional<String> password() throws IOException {
        if (certified() && !Files.exists(passwordFile)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(passwordFile).strip());
    }
}
