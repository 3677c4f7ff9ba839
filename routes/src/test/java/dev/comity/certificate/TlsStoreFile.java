package dev.comity.certificate;

import dev.comity.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/** PKCS#12 files, as TLS reads them; readable by their owner alone. */
public final class TlsStoreFile {

    private static final String TYPE = "PKCS12";

    private TlsStoreFile() {}

    /** A private key with its certificate and the authority that issued it. */
    public static void writeIdentity(
            Path file, char[] password, TlsKey key, TlsCertificate own, TlsCertificate authority) throws IOException {
        write(
                file,
                password,
                store -> store.setKeyEntry(
                        "identity", key.forTls(), password, new Certificate[] {own.forTls(), authority.forTls()}));
    }

    /** An authority that is trusted. */
    public static void writeTrust(Path file, char[] password, TlsCertificate authority) throws IOException {
        write(file, password, store -> store.setCertificateEntry("authority", authority.forTls()));
    }

    @FunctionalInterface
    private interface Content {
        void put(KeyStore store) throws GeneralSecurityException, IOException;
    }

    private static void write(Path file, char[] password, Content content) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            content.put(store);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            DurableFile.writePrivately(file, bytes.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": the certificates cannot be written", e);
        }
    }
}
