package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
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

    public Receipt {
        reasons = List.copyOf(reasons);
    }

    public boolean accepted() {
        return reasons.isEmpty();
    }

    public Jws sign(SigningKey hubDeliveryKey) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("submission", submission);
        jti.ifPresent(value -> claims.put("jti", value));
        exchange.ifPresent(value -> claims.put("exchange", value));
        claims.put("log", log).put("index", index);
        if (accepted()) {
            return Jws.sign(ACCEPTED, claims, hubDeliveryKey);
        }
        claims.put("code", reasons.get(0).code().code())
                .put("path", reasons.get(0).path());
        ArrayNode list = claims.putArray("reasons");
        reasons.forEach(reason -> list.addObject()
                .put("code", reason.code().code())
                .put("path", reason.path())
                .put("message", reason.message()));
        return Jws.sign(REFUSED, claims, hubDeliveryKey);
    }

    /** Strict reading of the claims, a closed list for each of the two types; the signature is the caller's check. */
    public static Receipt of(Jws jws) throws RecordRefused {
        if (!jws.typ().equals(ACCEPTED)) {
            Statements.requireTyp(jws, REFUSED);
        }
        Claims claims = new Claims(jws.payload());
        var read = new Receipt(
                claims.slug("iss"),
                claims.slug("aud"),
                claims.time("iat"),
                claims.digest("submission"),
                claims.optionalText("jti"),
                claims.optionalId("exchange"),
                claims.text("log"),
                claims.integer("index", 0, Statements.MAX_NUMBER),
                jws.typ().equals(REFUSED) ? reasons(claims) : List.of());
        if (jws.typ().equals(ACCEPTED) && read.exchange().isEmpty()) {
            claims.malformed("exchange", "an accepted submission has an exchange id");
        }
        claims.finish();
        return read;
    }

    private static List<Refusal> reasons(Claims claims) {
        List<Refusal> reasons = new ArrayList<>();
        for (Claims one : claims.objects("reasons")) {
            Optional<RefusalCode> code = RefusalCode.of(one.text("code"));
            if (code.isEmpty()) {
                one.malformed("code", "expected a code of the closed table");
            }
            reasons.add(Refusal.of(code.orElse(RefusalCode.MALFORMED), one.text("path"), one.text("message")));
            one.close();
        }
        String code = claims.text("code");
        String path = claims.text("path");
        if (reasons.isEmpty()) {
            claims.malformed("reasons", "a refusal needs a reason");
        } else if (!code.equals(reasons.get(0).code().code())
                || !path.equals(reasons.get(0).path())) {
            claims.malformed("code", "code and path must be those of the first reason");
        }
        return reasons;
    }
}
