package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.batch.Incoming;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be read of a submission before anything of it is verified: enough to recognise a repeat and to answer it. Words
 * that are not of the expected form are not taken over, so that nothing of a sender's choice reaches the log.
 *
 * @param digest base64url SHA-256 of the JWS, or of the whole body where it holds none
 * @param record only where the type is known
 */
record Glimpse(String digest, Optional<String> jti, Optional<String> kid, Optional<String> record) {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * What was read, and the JWS itself where it could be parsed.
     *
     * @param jws not verified
     */
    record Read(Glimpse glimpse, Optional<Jws> jws) {}

    static Glimpse of(Incoming message, RecordTypes types, int maxBytes) {
        return read(message, types, maxBytes).glimpse();
    }

    static Read read(Incoming message, RecordTypes types, int maxBytes) {
        String body = message.body().orElse("");
        int end = body.indexOf('~');
        String compact = end < 0 ? body : body.substring(0, end);
        try {
            Jws jws = Jws.parse(compact, maxBytes);
            return new Read(of(jws, types), Optional.of(jws));
        } catch (RecordRefused e) {
            String digest = Base64Url.encode(Crypto.sha256(compact.getBytes(StandardCharsets.UTF_8)));
            return new Read(
                    new Glimpse(digest, Optional.empty(), Optional.empty(), Optional.empty()), Optional.empty());
        }
    }

    /** The same of an envelope that is verified. */
    static Glimpse of(Item.Verified verified) {
        var claims = verified.envelope().claims();
        return new Glimpse(
                verified.envelope().jws().digest(),
                Optional.of(claims.jti()),
                Optional.of(verified.envelope().jws().kid()),
                Optional.of(claims.record().toString()));
    }

    private static Glimpse of(Jws jws, RecordTypes types) {
        return new Glimpse(
                jws.digest(),
                text(jws, "jti").filter(jti -> UUID.matcher(jti).matches()),
                Optional.of(jws.kid()).filter(kid -> THUMBPRINT.matcher(kid).matches()),
                text(jws, "record")
                        .filter(record ->
                                RecordTypeId.parse(record).flatMap(types::find).isPresent()));
    }

    private static Optional<String> text(Jws jws, String claim) {
        return Optional.ofNullable(jws.sharedPayload().get(claim))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }
}
