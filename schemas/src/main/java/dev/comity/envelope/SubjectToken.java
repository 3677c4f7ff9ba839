package dev.comity.envelope;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands behind one commitment to a data subject in a submission statement. The provider makes the token under a key of
 * its own, so that nobody else can compute it from a number or a name; it travels beside the envelope, rests in evidence
 * and index, and is erased with them. The log holds the commitment alone.
 *
 * @param salt 32 random bytes, base64url
 * @param token keyed hash of the subject's identifier, 32 bytes, base64url
 */
public record SubjectToken(String salt, String token) {

    private static final int BYTES = 32;
    private static final int MOST = 1_000;

    public SubjectToken {
        require(salt);
        require(token);
    }

    /** @throws IllegalArgumentException for text that is not 32 bytes in base64url */
    private static void require(String text) {
        if (Base64Url.decode(text).length != BYTES) {
            throw new IllegalArgumentException("salt and token of a subject are 32 bytes each, in base64url");
        }
    }

    /** base64url SHA-256(salt || token), as it stands in the statement and in the log. */
    public String commitment() {
        return Base64Url.encode(Crypto.sha256(Base64Url.decode(salt), Base64Url.decode(token)));
    }

    /** The message property: {@code <salt>.<token>}, one blank between two subjects. */
    public static String text(List<SubjectToken> subjects) {
        return subjects.stream().map(one -> one.salt + "." + one.token).collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException for text that {@link #text} does not write; names no value */
    public static List<SubjectToken> parse(String text) {
        List<SubjectToken> subjects = new ArrayList<>();
        if (text.isEmpty()) {
            return subjects;
        }
        for (String one : text.split(" ", MOST + 1)) {
            int dot = one.indexOf('.');
            if (dot < 0 || subjects.size() == MOST) {
                throw new IllegalArgumentException("at most %d pairs of salt and token were expected".formatted(MOST));
            }
            subjects.add(new SubjectToken(one.substring(0, dot), one.substring(dot + 1)));
        }
        return subjects;
    }
}
