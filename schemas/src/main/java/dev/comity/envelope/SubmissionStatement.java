package dev.comity.envelope;

import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code comity-submit+jwt}: the sender's statement that it handed this JWS over, in a gap-free sequence per key. Claims:
 * {@code v, iss, aud, iat, jws, seq, prev, subjects}.
 *
 * @param jwsDigest base64url SHA-256 of the envelope's JWS
 * @param seq from 1, without gaps, per signing key
 * @param previous base64url SHA-256 of the previous statement's compact form; empty for the first
 * @param subjects base64url SHA-256(salt || token) for each data subject
 * @param jws as signed
 */
public record SubmissionStatement(
        String issuer,
        String audience,
        Instant issuedAt,
        String jwsDigest,
        long seq,
        Optional<String> previous,
        List<String> subjects,
        Jws jws) {

    public static final String TYP = "comity-submit+jwt";

    public static SubmissionStatement sign(
            String issuer,
            String audience,
            Instant issuedAt,
            String jwsDigest,
            long seq,
            Optional<String> previous,
            List<String> subjects,
            SigningKey key) {
        throw new UnsupportedOperationException("contract");
    }

    /** Strict parse; the signature is checked by {@link #verify}. */
    public static SubmissionStatement parse(String compact) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }

    public boolean verify(VerificationKey key) {
        return jws.verify(TYP, key);
    }

    /** base64url SHA-256 of the compact form: the next statement's {@code prev}. */
    public String digest() {
        throw new UnsupportedOperationException("contract");
    }
}
