package dev.comity.broker;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password as it rests on disk: SHA-256 over a salt of its own and the password, as {@code sha256$<salt>$<hash>} in base64url.
 *
 * <p>Broker passwords are made by machines and never chosen: from 192 random bits there is nothing to guess, so that a slow
 * hash would protect nothing, and would let whoever knocks with wrong passwords keep the hub busy. What is too short to have
 * been made that way is not taken.
 */
record PasswordHash(byte[] salt, byte[] hash) {

    /** 192 random bits in base64url. */
    static final int SHORTEST = 32;

    private static final String SCHEME = "sha256";

    /** @throws IllegalArgumentException for a password of fewer than {@value #SHORTEST} characters */
    static PasswordHash of(char[] password) {
        if (password.length < SHORTEST) {
            throw new IllegalArgumentException("a broker password has at least " + SHORTEST
                    + " characters; make it from random bits: openssl rand -base64 32");
        }
        byte[] salt = Crypto.random(16);
        return new PasswordHash(salt, derive(password, salt));
    }

    /** @throws IllegalArgumentException for text of another form */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$");
        if (parts.length != 3 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("a stored password is not of the form " + SCHEME + "$salt$hash");
        }
        return new PasswordHash(Base64Url.decode(parts[1]), Base64Url.decode(parts[2]));
    }

    String text() {
        return SCHEME + "$" + Base64Url.encode(salt) + "$" + Base64Url.encode(hash);
    }

    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt));
    }

    private static byte[] derive(char[] password, byte[] salt) {
        ByteBuffer secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        ByteBuffer salted = ByteBuffer.allocate(salt.length + secret.remaining());
        byte[] hash = Crypto.sha256(salted.put(salt).put(secret).array());
        Arrays.fill(secret.array(), (byte) 0);
        Arrays.fill(salted.array(), (byte) 0);
        return hash;
    }
}
