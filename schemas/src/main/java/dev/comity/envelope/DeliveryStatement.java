package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;

/**
 * The hub's statement on one delivery, the KB-JWT of the presentation ({@code kb+jwt}): {@code v, iat, aud, nonce, sd_hash,
 * exchange, agreement {id, digest}, purpose, schema, log, seq, withheld}.
 *
 * @param issuedAt whole seconds
 * @param consumer audience
 * @param delivery delivery id, the {@code nonce}
 * @param sdHash base64url SHA-256 of the presentation without this statement
 * @param agreement id
 * @param log origin of the log
 * @param seq gap-free per log and consumer, from 1
 * @param withheld how many fields the schema and the agreement withhold; never depends on values
 */
public record DeliveryStatement(
        Instant issuedAt,
        String consumer,
        String delivery,
        String sdHash,
        String exchange,
        String agreement,
        String agreementDigest,
        String purpose,
        String schemaDigest,
        String log,
        long seq,
        int withheld) {

    public static final String TYP = "kb+jwt";

    public ObjectNode claims() {
        throw new UnsupportedOperationException("contract");
    }

    public Jws sign(SigningKey hubDeliveryKey) {
        throw new UnsupportedOperationException("contract");
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static DeliveryStatement of(Jws jws) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }
}
