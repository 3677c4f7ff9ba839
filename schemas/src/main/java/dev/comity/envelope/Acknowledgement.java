package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
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

    public Acknowledgement {
        paths = paths.stream().sorted().distinct().toList();
    }

    public Jws sign(SigningKey ackKey) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("delivery", delivery)
                .put("presentation", presentation)
                .put("leaf", leaf)
                .put("checkpoint", checkpoint);
        paths.forEach(claims.putArray("paths")::add);
        return Jws.sign(TYP, claims, ackKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static Acknowledgement of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        var read = new Acknowledgement(
                claims.slug("iss"),
                claims.slug("aud"),
                claims.time("iat"),
                claims.id("delivery"),
                claims.digest("presentation"),
                claims.digest("leaf"),
                claims.digest("checkpoint"),
                Statements.paths("paths", claims));
        claims.finish();
        return read;
    }
}
