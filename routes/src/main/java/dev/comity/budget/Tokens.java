package dev.comity.budget;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Tokens under a secret of this hub: the same for the same words, and nothing that anybody could try values against without
 * the secret.
 */
final class Tokens {

    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] key;

    private Tokens(byte[] key) {
        this.key = key;
    }

    /**
     * Reads the secret, or makes it where there is none.
     *
     * @throws IOException if it cannot be read or has another length
     */
    static Tokens read(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(file, Crypto.random(KEY_BYTES), StandardOpenOption.SYNC);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(
                    file + " must hold " + KEY_BYTES + " bytes; restore it, or remove it together with the"
                            + " file of uses, and limits are counted anew");
        }
        return new Tokens(key);
    }

    /** @param words each counted by its length, so that two lists never make one text */
    String of(String... words) {
        StringBuilder text = new StringBuilder("comity-use/1\n");
        for (String word : words) {
            text.append(word.length()).append(':').append(word).append('\n');
        }
        return Base64Url.encode(Crypto.hmacSha256(key, text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
