package dev.comity.crypto;

/**
 * The one place that chooses the crypto provider: Amazon Corretto Crypto Provider where it loads, else Bouncy Castle;
 * never the JDK's own EC provider, which accepts malformed signatures on JDK 17. Thread-safe.
 */
public final class Crypto {

    private Crypto() {}

    /** Which provider signs and verifies, with its version, for the start-up line. */
    public static String provider() {
        throw new UnsupportedOperationException("contract");
    }

    /** SHA-256 over the concatenation of the parts, 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        throw new UnsupportedOperationException("contract");
    }

    /** HMAC-SHA-256, 32 bytes. */
    public static byte[] hmacSha256(byte[] key, byte[] message) {
        throw new UnsupportedOperationException("contract");
    }

    /** HKDF-SHA-256 (RFC 5869). */
    public static byte[] hkdfSha256(byte[] inputKey, byte[] salt, byte[] info, int length) {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code count} bytes from the system's secure random source. */
    public static byte[] random(int count) {
        throw new UnsupportedOperationException("contract");
    }
}
