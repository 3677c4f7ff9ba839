package dev.comity.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one place that chooses the crypto provider: Amazon Corretto Crypto Provider where it loads, else Bouncy Castle, unless
 * the system property {@code comity.crypto} names one; never the JDK's own EC provider, which accepts malformed signatures on JDK 17. Digests and HMAC are the JDK's, which
 * the processor computes itself. Thread-safe.
 */
public final class Crypto {

    /** System property that names the provider: {@code corretto}, {@code bouncycastle} or {@code jdk}. */
    private static final String CHOICE = "comity.crypto";

    private static final SignatureEngine ENGINE = engine(System.getProperty(CHOICE, ""));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HASH_BYTES = 32;

    // A MessageDigest is not thread-safe.
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    });

    private Crypto() {}

    /** Which provider signs and verifies, with its version, for the start-up line. */
    public static String provider() {
        return ENGINE.description();
    }

    static SignatureEngine engine(String choice) {
        return switch (choice) {
            case "" -> CorrettoEngine.load().orElseGet(BouncyCastleEngine::new);
            case "corretto" ->
                CorrettoEngine.load()
                        .orElseThrow(() -> new IllegalStateException(
                                "the Amazon Corretto Crypto Provider does not load on this machine"));
            case "bouncycastle" -> new BouncyCastleEngine();
            case "jdk" -> new JdkEngine();
            default ->
                throw new IllegalArgumentException(
                        "corretto, bouncycastle or jdk was expected in the system property " + CHOICE);
        };
    }

    static SignatureEngine engine() {
        return ENGINE;
    }

    /** SHA-256 over the concatenation of the parts, 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest = SHA256.get();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** HMAC-SHA-256, 32 bytes. */
    public static byte[] hmacSha256(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // An empty key is the same as a zero byte (RFC 2104), and the JDK refuses an empty one.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * HKDF-SHA-256 (RFC 5869).
     *
     * @param length up to 8,160 bytes
     */
    public static byte[] hkdfSha256(byte[] inputKey, byte[] salt, byte[] info, int length) {
        if (length < 1 || length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF-SHA-256 gives 1 to 8160 bytes");
        }
        byte[] key = hmacSha256(salt, inputKey);
        byte[] result = new byte[0];
        byte[] block = new byte[0];
        for (int i = 1; result.length < length; i++) {
            block = hmacSha256(key, concatenate(block, info, new byte[] {(byte) i}));
            result = concatenate(result, block);
        }
        return Arrays.copyOf(result, length);
    }

    /** {@code count} bytes from the system's secure random source. */
    public static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concatenate(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
