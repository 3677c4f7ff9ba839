package dev.comity.record;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;

/**
 * A pseudonym: base64url of HMAC-SHA-256 under the secret of one agreement, over the words {@code comity-pseudonym/1}, the
 * path of the source field and the value, each but the last followed by a line feed. The key belongs to one agreement and so
 * to one record type; the path keeps two fields of it apart.
 */
final class Pseudonym {

    private Pseudonym() {}

    /** @throws IllegalArgumentException for a key that is not 32 bytes */
    static String of(byte[] key, FieldPath source, String value) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the key of a pseudonym has 32 bytes");
        }
        String message = "comity-pseudonym/1\n" + source + "\n" + value;
        return Base64Url.encode(Crypto.hmacSha256(key, message.getBytes(StandardCharsets.UTF_8)));
    }
}
