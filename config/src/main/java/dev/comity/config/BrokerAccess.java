package dev.comity.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A broker in a process of its own, and how the hub comes to it. Paths are absolute or relative to the data folder. A password is
 * in a file of its own and never in {@code hub.yaml}, which is kept in bundles that auditors read.
 *
 * @param user of the hub at the broker
 * @param passwordFile holds its password, one line
 * @param trustStore certificates that a broker's must chain to, PKCS#12; for TLS
 * @param trustStorePasswordFile of the trust store, if it has a password
 * @param keyStore the hub's own certificate and key, PKCS#12, where the broker asks for one
 * @param keyStorePasswordFile of the key store
 */
public record BrokerAccess(
        BrokerUrl url,
        String user,
        Path passwordFile,
        Optional<Path> trustStore,
        Optional<Path> trustStorePasswordFile,
        Optional<Path> keyStore,
        Optional<Path> keyStorePasswordFile) {

    public BrokerAccess {
        if (url.tls() && trustStore.isEmpty()) {
            throw new IllegalArgumentException("TLS needs a trust store");
        }
        if (trustStore.isPresent() && !url.tls()) {
            throw new IllegalArgumentException("a trust store needs a url with tls://");
        }
        if (keyStore.isPresent() && (keyStorePasswordFile.isEmpty() || !url.tls())) {
            throw new IllegalArgumentException("a key store needs TLS and a password file");
        }
    }
}
