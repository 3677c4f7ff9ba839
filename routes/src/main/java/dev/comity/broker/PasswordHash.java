package dev.comity.broker;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it rests on disk: PBKDF2-HMAC-SHA-256 (RFC 8018) with a salt of its own. Text form {@code
 * pbkdf2-sha256$<rounds>$<salt>$<hash>}, base64.
 */
record PasswordHash(int rounds, byte[] salt, byte[] hash) {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ROUNDS = 210_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int BITS = 256;

    static PasswordHash of(char[] password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS));
    }

    /** @throws IllegalArgumentException for text of another form */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$");
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("a stored password is not of the form " + SCHEME + "$rounds$salt$hash");
        }
        int rounds = Integer.parseInt(parts[1]);
        if (rounds < ROUNDS || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("a stored password has too few or too many rounds");
        }
        return new PasswordHash(
                rounds,
                Base64.getDecoder().decode(parts[2]),
                Base64.getDecoder().decode(parts[3]));
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + "$" + rounds + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds));
    }

    private static byte[] derive(char[] password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 with HMAC-SHA-256 is missing from this Java", e);
        } finally {
            spec.clearPassword();
        }
    }
}
