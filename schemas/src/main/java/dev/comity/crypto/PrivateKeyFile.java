package dev.comity.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** A private key on disk: unencrypted PKCS#8 in PEM (RFC 7468), readable by its owner alone. */
final class PrivateKeyFile {

    private static final int MAX_BYTES = 16 * 1024;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    private PrivateKeyFile() {}

    static AsymmetricKeyParameter read(Path pem) throws IOException {
        if (Files.size(pem) > MAX_BYTES) {
            throw new IOException(pem + ": too long for a private key");
        }
        Matcher m = PEM.matcher(Files.readString(pem, StandardCharsets.ISO_8859_1));
        if (!m.matches()) {
            throw new IOException(pem + ": expected one PEM block 'PRIVATE KEY', unencrypted PKCS#8");
        }
        try {
            return PrivateKeyFactory.createKey(Base64.getMimeDecoder().decode(m.group(1)));
        } catch (IOException | RuntimeException e) {
            // Neither message nor cause: they may hold parts of the key.
            throw new IOException(pem + ": not a private key in PKCS#8");
        }
    }

    /** Durable when it returns. */
    static void write(Path pem, byte[] pkcs8) throws IOException {
        if (Files.exists(pem)) {
            throw new FileAlreadyExistsException(pem.toString());
        }
        Path folder = pem.toAbsolutePath().getParent();
        Path draft =
                folder.resolve("." + pem.getFileName() + "." + HexFormat.of().formatHex(Crypto.random(8)));
        try {
            writeDurably(draft, text(pkcs8));
            // A link appears whole or not at all, and never replaces a file: a crash leaves no half key.
            Files.createLink(pem, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, how, ownerOnly)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static byte[] text(byte[] pkcs8) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
        return ("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
