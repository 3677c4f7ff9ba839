package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code comity-undeliverable+jwt}: the hub's signed notice that something did not arrive and will not by itself. Claims: {@code v, iss,
 * aud, iat, submission, jti, log, index, attempts, later, reason}, of a single delivery also {@code delivery, consumer}, of what the
 * operator gave up also {@code note, salt}; {@code later} is always {@code continue}: the messages after it are not held back,
 * those of its group included, and may have overtaken it. A notice without {@code reason} is of one that failed.
 *
 * @param issuer hub id
 * @param audience the sender
 * @param submission base64url SHA-256 of the JWS as received, or of the whole body where it holds no JWS
 * @param jti where one could be read
 * @param log origin
 * @param index of the entry that records this notice
 * @param attempts how often it was tried
 * @param delivery the one delivery that it is about; empty if it is about the whole submission
 * @param note of the operator, where the reason is {@link UndeliverableReason#DISCARDED}
 */
public record Undeliverable(
        String issuer,
        String audience,
        Instant issuedAt,
        String submission,
        Optional<String> jti,
        String log,
        long index,
        long attempts,
        UndeliverableReason reason,
        Optional<OneDelivery> delivery,
        Optional<Note> note) {

    public static final String TYP = "comity-undeliverable+jwt";

    /** What becomes of the messages after it. */
    public static final String LATER = "continue";

    public Undeliverable {
        if (note.isPresent() != (reason == UndeliverableReason.DISCARDED)) {
            throw new IllegalArgumentException(
                    "the operator's note belongs to what was discarded, and to nothing else");
        }
    }

    /** A submission that failed. */
    public Undeliverable(
            String issuer,
            String audience,
            Instant issuedAt,
            String submission,
            Optional<String> jti,
            String log,
            long index,
            long attempts) {
        this(
                issuer,
                audience,
                issuedAt,
                submission,
                jti,
                log,
                index,
                attempts,
                UndeliverableReason.FAILED,
                Optional.empty(),
                Optional.empty());
    }

    /** A delivery to one consumer. */
    public record OneDelivery(String id, String consumer) {}

    /**
     * The operator's words. They go to the sender alone: the log holds their salted digest.
     *
     * @param salt base64url of 32 random bytes
     */
    public record Note(String text, String salt) {

        /** The most that an operator may write. */
        public static final int LONGEST = 500;

        public Note {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException("a note has 1 to " + LONGEST + " characters");
            }
        }

        /** What the entry says: base64url SHA-256 of salt, line feed and text. */
        public String digest() {
            return Base64Url.encode(Crypto.sha256((salt + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        }
    }

    public Jws sign(SigningKey hubDeliveryKey) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("submission", submission);
        jti.ifPresent(value -> claims.put("jti", value));
        claims.put("log", log).put("index", index).put("attempts", attempts).put("later", LATER);
        claims.put("reason", reason.word());
        delivery.ifPresent(one -> claims.put("delivery", one.id()).put("consumer", one.consumer()));
        note.ifPresent(one -> claims.put("note", one.text()).put("salt", one.salt()));
        return Jws.sign(TYP, claims, hubDeliveryKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static Undeliverable of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        if (!claims.text("later").equals(LATER)) {
            claims.malformed("later", "expected '" + LATER + "'");
        }
        Optional<UndeliverableReason> reason =
                claims.has("reason") ? reason(claims) : Optional.of(UndeliverableReason.FAILED);
        Optional<Note> note =
                reason.equals(Optional.of(UndeliverableReason.DISCARDED)) ? note(claims) : Optional.empty();
        String issuer = claims.slug("iss");
        String audience = claims.slug("aud");
        Instant issuedAt = claims.time("iat");
        String submission = claims.digest("submission");
        Optional<String> jti = claims.optionalText("jti");
        String log = claims.text("log");
        long index = claims.integer("index", 0, Statements.MAX_NUMBER);
        long attempts = claims.integer("attempts", 0, Statements.MAX_NUMBER);
        Optional<OneDelivery> delivery = claims.has("delivery")
                ? Optional.of(new OneDelivery(claims.id("delivery"), claims.slug("consumer")))
                : Optional.empty();
        claims.finish();
        return new Undeliverable(
                issuer,
                audience,
                issuedAt,
                submission,
                jti,
                log,
                index,
                attempts,
                reason.orElseThrow(),
                delivery,
                note);
    }

    private static Optional<UndeliverableReason> reason(Claims claims) {
        Optional<UndeliverableReason> reason = UndeliverableReason.of(claims.text("reason"));
        if (reason.isEmpty()) {
            claims.malformed("reason", "expected a word of the closed list");
        }
        return reason;
    }

    private static Optional<Note> note(Claims claims) {
        String text = claims.text("note");
        String salt = claims.digest("salt");
        if (text.isBlank() || text.length() > Note.LONGEST) {
            claims.malformed("note", "expected 1 to " + Note.LONGEST + " characters");
            return Optional.empty();
        }
        return Optional.of(new Note(text, salt));
    }
}
