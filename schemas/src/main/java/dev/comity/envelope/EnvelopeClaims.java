package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.json.Json;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RecordRefused;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The clear claims of an envelope, a closed list.
 *
 * @param issuer agency slug
 * @param audience the hub's id
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds; binds the first intake only
 * @param jti UUIDv7
 * @param record type and major version
 * @param schemaDigest digest of the schema used at the source
 * @param hubKey public JWK of the hub's delivery key, the {@code cnf} of the envelope
 * @param agreement digest of the one agreement that a bound envelope serves
 */
public record EnvelopeClaims(
        String issuer,
        String audience,
        Instant issuedAt,
        Instant expiresAt,
        String jti,
        RecordTypeId record,
        String schemaDigest,
        ObjectNode hubKey,
        Optional<String> agreement) {

    /** Type of the JWS. */
    public static final String TYP = "comity-record+sd-jwt";

    /** Names that are never a field at the top level of a record: a disclosure could pass for a claim. */
    static final Set<String> RESERVED = Set.of(
            "v", "iss", "sub", "aud", "iat", "nbf", "exp", "jti", "record", "schema", "cnf", "agreement", "_sd_alg");

    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final RecordTypeId NONE = new RecordTypeId("none", 1);

    /** The payload of the JWS, to which the digests of the body are still to be added. */
    ObjectNode write() {
        ObjectNode payload = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", jti)
                .put("record", record.toString())
                .put("schema", schemaDigest);
        payload.putObject("cnf").set("jwk", hubKey);
        agreement.ifPresent(digest -> payload.put("agreement", digest));
        return payload.put(Sd.ALG, Sd.SHA_256);
    }

    /** Reads the payload of an envelope; of {@code _sd} only that it is a list of digests. */
    static EnvelopeClaims read(ObjectNode payload) throws RecordRefused {
        Claims claims = new Claims(payload);
        String issuer = claims.slug("iss");
        String audience = claims.slug("aud");
        Instant issuedAt = claims.time("iat");
        Instant expiresAt = claims.time("exp");
        String jti = claims.text("jti", UUID_V7, "a UUID of version 7 in lower case");
        Optional<RecordTypeId> record = RecordTypeId.parse(claims.text("record"));
        String schema = claims.digest("schema");
        Claims cnf = claims.object("cnf");
        ObjectNode hubKey = cnf.raw("jwk");
        cnf.close();
        Optional<String> agreement = claims.optionalDigest("agreement");
        if (!claims.text(Sd.ALG).equals(Sd.SHA_256)) {
            claims.malformed(Sd.ALG, "only sha-256 is accepted");
        }
        claims.digests(Sd.SD);
        if (record.isEmpty()) {
            claims.malformed("record", "expected a record type and its major version: name/major");
        }
        if (claims.clean() && expiresAt.isBefore(issuedAt)) {
            claims.malformed("exp", "ends before 'iat'");
        }
        claims.finish();
        return new EnvelopeClaims(
                issuer, audience, issuedAt, expiresAt, jti, record.orElse(NONE), schema, hubKey, agreement);
    }
}
