package dev.comity.envelope;

import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.List;

/**
 * {@code comity-ack+jwt}: the consumer's signed statement of exactly what it got. Claims: {@code v, iss, aud, iat, delivery,
 * presentation, leaf, checkpoint, paths}.
 *
 * @param issuer consumer
 * @param audience hub id
 * @param delivery delivery id
 * @param presentation base64url SHA-256 of the presentation with its KB-JWT
 * @param leaf base64url leaf hash of the entry
 * @param checkpoint base64url SHA-256 of the checkpoint's text that came with the proof
 * @param paths opened leaf paths, sorted
 */
public record Acknowledgement(
        String issuer,
        String audience,
        Instant issuedAt,
        String delivery,
        String presentation,
        String leaf,
        String checkpoint,
        List<String> paths) {

    public static final String TYP = "comity-ack+jwt";

    public Jws sign(SigningKey ackKey) {
        throw new UnsupportedOperationException("contract");
    }

    public static Acknowledgement of(Jws jws) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }
}
