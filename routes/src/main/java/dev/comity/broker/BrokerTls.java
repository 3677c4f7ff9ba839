package dev.comity.broker;

import dev.comity.config.HubSettings.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * The broker's side of TLS: its certificate, and whose certificates it asks agencies for. PKCS#12.
 *
 * @param keyStore the broker's certificate and private key
 * @param trustStore the authorities that certify agencies; empty where agencies come with passwords alone
 * @param password of both
 */
public record BrokerTls(Path keyStore, Optional<Path> trustStore, String password) {

    private static final String TYPE = "PKCS12";

    /** @param data what relative paths are relative to @throws IOException if the password cannot be read */
    public static Optional<BrokerTls> of(Optional<TlsSettings> settings, Path data) throws IOException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        TlsSettings given = settings.get();
        return Optional.of(new BrokerTls(
                data.resolve(given.keyStore()),
                given.trustStore().map(data::resolve),
                Files.readString(data.resolve(given.passwordFile())).strip()));
    }

    /** What an acceptor needs to know. */
    Map<String, Object> acceptor() {
        Map<String, Object> options = new HashMap<>();
        options.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        options.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
        options.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, TYPE);
        options.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, keyStore.toString());
        options.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, password);
        trustStore.ifPresent(file -> {
            options.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
            options.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, TYPE);
            options.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, file.toString());
            options.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, password);
        });
        return options;
    }

    /** How AMQP clients may say who they are. */
    String saslMechanisms() {
        return trustStore.isPresent() ? "EXTERNAL,PLAIN" : "PLAIN";
    }

    @Override
    public String toString() {
        return "certificate of " + keyStore
                + trustStore.map(file -> ", agencies' by " + file).orElse("");
    }
}
