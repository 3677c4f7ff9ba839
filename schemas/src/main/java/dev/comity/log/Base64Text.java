package dev.comity.log;

import java.util.Base64;

/** Standard base64 with padding (RFC 4648 section 4), as notes and proofs use it; only the canonical form is read. */
final class Base64Text {

    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException for other characters, missing padding or non-zero trailing bits */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        // Java's decoder also takes text without padding and with stray bits: two texts must never mean the same bytes.
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64");
        }
        return bytes;
    }
}
