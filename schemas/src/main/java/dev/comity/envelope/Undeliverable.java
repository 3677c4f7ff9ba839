package dev.comity.envelope;

import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code comity-undeliverable+jwt}: the hub's signed notice that it could not process a message, although nothing is known to be wrong
 * with it. Claims: {@code v, iss, aud, iat, submission, jti, log, index, attempts, later}; {@code later} is always {@code continue}: the
 * messages after it are not held back, those of its group included, and may have overtaken it.
 *
 * @param issuer hub id
 * @param audience the sender
 * @param submission base64url SHA-256 of the JWS as received, or of the whole body where it holds no JWS
 * @param jti where one could be read
 * @param log origin
 * @param index of the entry that records this notice
 * @param attempts how often it was tried
 */
public record Undeliverable(
        String issuer,
        String audience,
        Instant issuedAt,
        String submission,
        Optional<String> jti,
        String log,
        long index,
        long attempts) {

    public static final String TYP = "comity-undeliverable+jwt";

    /** What becomes of the messages after it. */
    public static final String LATER = "continue";

    public Jws sign(SigningKey hubDeliveryKey) {
        var claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("submission", submission);
        jti.ifPresent(value -> claims.put("jti", value));
        claims.put("log", log).put("index", index).put("attempts", attempts).put("later", LATER);
        return Jws.sign(TYP, claims, hubDeliveryKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static Undeliverable of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        var read = new Undeliverable(
                claims.slug("iss"),
                claims.slug("aud"),
                claims.time("iat"),
                claims.digest("submission"),
                claims.optionalText("jti"),
                claims.text("log"),
                claims.integer("index", 0, Statements.MAX_NUMBER),
                claims.integer("attempts", 1, Statements.MAX_NUMBER));
        if (!claims.text("later").equals(LATER)) {
            claims.malformed("later", "expected '" + LATER + "'");
        }
        claims.finish();
        return read;
    }
}
