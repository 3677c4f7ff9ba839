package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code comity-access+jwt}: an auditor's signed request to see something of one exchange or one month. Claims: {@code v, iss,
 * aud, iat, jti, what, case}, and {@code exchange} or {@code period}. It is kept beside the log, so it has no room for a reason in
 * words: those stand in the case that it names.
 *
 * @param auditor who asks
 * @param audience hub id
 * @param id makes each request another one, 43 characters
 * @param caseReference in the auditor's own files
 */
public record AccessRequest(
        String auditor,
        String audience,
        Instant issuedAt,
        String id,
        What what,
        Optional<String> exchange,
        Optional<String> period,
        String caseReference) {

    public static final String TYP = "comity-access+jwt";

    /** Longest request that is read, in bytes. */
    public static final int MAX_BYTES = 8 * 1024;

    private static final Pattern CASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
    private static final Pattern PERIOD = Pattern.compile("\\d{4}-\\d\\d");

    /** What is to be seen. */
    public enum What {
        /** Entries of the log. */
        ENTRIES,
        /** Envelopes and presentations. */
        EVIDENCE,
        /** Tokens of data subjects, to make the index anew. */
        TOKENS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AccessRequest {
        if (exchange.isPresent() == period.isPresent()) {
            throw new IllegalArgumentException("a request is about one exchange or one month");
        }
        if (!CASE.matcher(caseReference).matches()) {
            throw new IllegalArgumentException(
                    "a case is named by 1 to 64 letters, digits, dots, hyphens and slashes, and has no words");
        }
    }

    public Jws sign(SigningKey auditKey) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", auditor)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("jti", id)
                .put("what", what.word())
                .put("case", caseReference);
        exchange.ifPresent(value -> claims.put("exchange", value));
        period.ifPresent(value -> claims.put("period", value));
        return Jws.sign(TYP, claims, auditKey);
    }

    /** Strict reading of the claims, a closed list; the signature is the caller's check. */
    public static AccessRequest of(Jws jws) throws RecordRefused {
        Statements.requireTyp(jws, TYP);
        Claims claims = new Claims(jws.payload());
        String auditor = claims.slug("iss");
        String audience = claims.slug("aud");
        Instant issuedAt = claims.time("iat");
        String id = claims.digest("jti");
        String what = claims.text("what", Pattern.compile("entries|evidence|tokens"), "entries, evidence or tokens");
        Optional<String> exchange = claims.optionalId("exchange");
        Optional<String> period = claims.has("period")
                ? Optional.of(claims.text("period", PERIOD, "a month such as 2026-11"))
                : Optional.empty();
        String caseReference = claims.text("case", CASE, "a reference without words");
        if (exchange.isPresent() == period.isPresent()) {
            claims.malformed("exchange", "expected one exchange or one period");
        }
        claims.finish();
        return new AccessRequest(
                auditor,
                audience,
                issuedAt,
                id,
                What.valueOf(what.toUpperCase(Locale.ROOT)),
                exchange,
                period,
                caseReference);
    }

    /** base64url SHA-256 of the compact form, as the entry names it. */
    public static String digest(Jws jws) {
        return Base64Url.encode(jws.sha256());
    }
}
