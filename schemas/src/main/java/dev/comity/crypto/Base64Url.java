package dev.comity.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url without padding (RFC 4648 section 5); only the canonical form is read. */
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final byte[] VALUES = values();

    private Base64Url() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        for (char c = 0; c < values.length; c++) {
            values[c] = (byte) ALPHABET.indexOf(c);
        }
        return values;
    }

    /** The six bits of a character of the alphabet; -1 for any other character. */
    public static int valueOf(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    public static String encode(byte[] bytes) {
        return new String(ENCODER.encode(bytes), StandardCharsets.ISO_8859_1);
    }

    /** @throws IllegalArgumentException for padding, other characters, impossible lengths or non-zero trailing bits */
    public static byte[] decode(String text) {
        int rest = text.length() % 4;
        if (rest == 1) {
            throw new IllegalArgumentException("not base64url: no such length");
        }
        if (text.endsWith("=")) {
            throw new IllegalArgumentException("not base64url without padding");
        }
        // The JDK ignores the unused bits of the last character: two texts would be one value.
        int unused = rest == 2 ? 0b1111 : rest == 3 ? 0b11 : 0;
        if (unused != 0 && (valueOf(text.charAt(text.length() - 1)) & unused) != 0) {
            throw new IllegalArgumentException("not canonical base64url: unused bits are set");
        }
        try {
            return DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            // The JDK's message repeats a character of the input.
            throw new IllegalArgumentException("not base64url");
        }
    }
}
