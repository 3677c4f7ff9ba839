package dev.comity.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificates of a TLS connection to the hub's broker, in PKCS#12.
 *
 * @param trustStore the authorities to one of which the broker's certificate must chain
 * @param keyStore the agency's own certificate and private key, where the broker asks for one
 * @param passwordFile one line: the password of both
 */
public record TlsStores(Path trustStore, Optional<Path> keyStore, Path passwordFile) {

    static final String TYPE = "PKCS12";
    static final String PROTOCOL = "TLSv1.3";

    String password() throws IOException {
        return Files.readString(passwordFile).strip();
    }
}
