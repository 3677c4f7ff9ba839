package dev.comity.envelope;

import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The hub's signed answer to a sender: {@code comity-accepted+jwt} or {@code comity-refusal+jwt}. Claims: {@code v, iss, aud,
 * iat, submission, jti, exchange, log, index}, and of a refusal {@code code, path, reasons [{code, path, message}]}.
 *
 * @param issuer hub id
 * @param audience the sender
 * @param submission base64url SHA-256 of the JWS as received, or of the whole body where it holds no JWS
 * @param jti where one could be read
 * @param exchange of an accepted submission
 * @param log origin
 * @param index of the entry that records this answer
 * @param reasons empty if accepted
 */
public record Receipt(
        String issuer,
        String audience,
        Instant issuedAt,
        String submission,
        Optional<String> jti,
        Optional<String> exchange,
        String log,
        long index,
        List<Refusal> reasons) {

    public static final String ACCEPTED = "comity-accepted+jwt";
    public static final String REFUSED = "comity-refusal+jwt";

    public boolean accepted() {
        return reasons.isEmpty();
    }

    public Jws sign(SigningKey hubDeliveryKey) {
        throw new UnsupportedOperationException("contract");
    }

    public static Receipt of(Jws jws) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }
}
