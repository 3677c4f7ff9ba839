package dev.comity.envelope;

import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;

/**
 * {@code comity-head+jwt}: how far an agency's sequence of submissions has come and been answered, signed with the key of the sequence, for
 * the other agencies to keep. Claims: {@code v, iss, aud, iat, seq, statement}. If the hub's log lacks what a head names, the hub has
 * left it out.
 *
 * @param issuer the agency
 * @param audience hub id
 * @param seq of the newest statement that the hub has answered
 * @param statement its digest, base64url SHA-256
 */
public record SubmissionHead(String issuer, String audience, Instant issuedAt, long seq, String statement) {

    public static final String TYP = "comity-head+jwt";

    /** Longest head that is read, in characters. */
    public static final int MAX_LENGTH = 4 * 1024;

    public Jws sign(SigningKey sealKey) {
        return Jws.sign(
                TYP,
                Json.object()
                        .put("v", Claims.VERSION)
                        .put("iss", issuer)
                        .put("aud", audience)
                        .put("iat", issuedAt.getEpochSecond())
                        .put("seq", seq)
                        .put("statement", statement),
                sealKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static SubmissionHead of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        var read = new SubmissionHead(
                claims.slug("iss"),
                claims.slug("aud"),
                claims.time("iat"),
                claims.integer("seq", 1, Statements.MAX_NUMBER),
                claims.digest("statement"));
        claims.finish();
        return read;
    }
}
