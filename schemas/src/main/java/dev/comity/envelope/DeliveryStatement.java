package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
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

    /** The payload; equal statements have equal bytes, so a restart signs the same statement again. */
    public ObjectNode claims() {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iat", issuedAt.getEpochSecond())
                .put("aud", consumer)
                .put("nonce", delivery)
                .put("sd_hash", sdHash)
                .put("exchange", exchange);
        claims.putObject("agreement").put("id", agreement).put("digest", agreementDigest);
        return claims.put("purpose", purpose)
                .put("schema", schemaDigest)
                .put("log", log)
                .put("seq", seq)
                .put("withheld", withheld);
    }

    public Jws sign(SigningKey hubDeliveryKey) {
        return Jws.sign(TYP, claims(), hubDeliveryKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static DeliveryStatement of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        Claims agreement = claims.object("agreement");
        var read = new DeliveryStatement(
                claims.time("iat"),
                claims.slug("aud"),
                claims.id("nonce"),
                claims.digest("sd_hash"),
                claims.id("exchange"),
                agreement.text("id"),
                agreement.digest("digest"),
                claims.text("purpose"),
                claims.digest("schema"),
                claims.text("log"),
                claims.integer("seq", 1, Statements.MAX_NUMBER),
                (int) claims.integer("withheld", 0, Integer.MAX_VALUE));
        agreement.close();
        claims.finish();
        return read;
    }
}
