package dev.comity.crypto;

/** Base64url without padding (RFC 4648 section 5); only the canonical form is read. */
public final class Base64Url {

    private Base64Url() {}

    public static String encode(byte[] bytes) {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws IllegalArgumentException for padding, other characters, impossible lengths or non-zero trailing bits */
    public static byte[] decode(String text) {
        throw new UnsupportedOperationException("contract");
    }
}
