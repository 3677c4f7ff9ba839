package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
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

    /** Longest statement that is read, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    public SubmissionStatement {
        subjects = List.copyOf(subjects);
    }

    public static SubmissionStatement sign(
            String issuer,
            String audience,
            Instant issuedAt,
            String jwsDigest,
            long seq,
            Optional<String> previous,
            List<String> subjects,
            SigningKey key) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("jws", jwsDigest)
                .put("seq", seq);
        previous.ifPresent(digest -> claims.put("prev", digest));
        subjects.forEach(claims.putArray("subjects")::add);
        Jws jws = Jws.sign(TYP, claims, key);
        Instant seconds = Instant.ofEpochSecond(issuedAt.getEpochSecond());
        return new SubmissionStatement(issuer, audience, seconds, jwsDigest, seq, previous, subjects, jws);
    }

    /** Strict parse; the signature is checked by {@link #verify}. */
    public static SubmissionStatement parse(String compact) throws RecordRefused {
        Jws jws = Jws.parse(compact, MAX_BYTES);
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.sharedPayload());
        var read = new SubmissionStatement(
                claims.slug("iss"),
                claims.slug("aud"),
                claims.time("iat"),
                claims.digest("jws"),
                claims.integer("seq", 1, Statements.MAX_NUMBER),
                claims.optionalDigest("prev"),
                claims.digests("subjects"),
                jws);
        if (read.seq() == 1 && read.previous().isPresent()) {
            claims.malformed("prev", "the first statement follows no other");
        } else if (read.seq() > 1 && read.previous().isEmpty()) {
            claims.malformed("prev", "every statement but the first names the one before it");
        }
        claims.finish();
        return read;
    }

    public boolean verify(VerificationKey key) {
        return jws.verify(TYP, key);
    }

    /** base64url SHA-256 of the compact form: the next statement's {@code prev}. */
    public String digest() {
        return jws.digest();
    }
}
