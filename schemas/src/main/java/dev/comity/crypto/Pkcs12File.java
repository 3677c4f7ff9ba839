package dev.comity.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** A private key in PKCS#12 (RFC 7292), encrypted under a password. Only the container is the JDK's: what signs is chosen by {@link Crypto}. */
final class Pkcs12File {

    private static final int MAX_BYTES = 64 * 1024;

    private Pkcs12File() {}

    static AsymmetricKeyParameter read(Path file, char[] password) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": too long for a private key");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return PrivateKeyFactory.createKey(only(file, store, password).getEncoded());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Neither message nor cause: they may hold parts of the key.
            throw new IOException(file + ": expected one private key in PKCS#12 under the password that goes with it");
        }
    }

    private static Key only(Path file, KeyStore store, char[] password) throws GeneralSecurityException, IOException {
        List<String> names = Collections.list(store.aliases());
        Key key = names.size() == 1 ? store.getKey(names.get(0), password) : null;
        if (key == null) {
            throw new IOException(file + ": not one private key");
        }
        return key;
    }
}
