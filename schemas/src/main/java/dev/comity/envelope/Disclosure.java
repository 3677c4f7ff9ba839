package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One disclosure of an SD-JWT (RFC 9901 section 4.2). Its encoded bytes are kept and forwarded as they came.
 *
 * @param encoded base64url text, as received or first written
 * @param salt 22 base64url characters
 * @param name member name, or empty for an array element
 * @param value as disclosed; of a non-leaf, only {@code _sd} or {@code ...} placeholders
 * @param digest base64url SHA-256 of the encoded text
 */
public record Disclosure(String encoded, String salt, Optional<String> name, JsonNode value, String digest) {

    /** Whether it carries a value, not a container: an object or array holds placeholders, even if there are none. */
    public boolean leaf() {
        return !value.isContainerNode();
    }

    static String digestOf(String encoded) {
        return Base64Url.encode(Crypto.sha256(encoded.getBytes(StandardCharsets.US_ASCII)));
    }
}
