package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One agency's keys, one a use, and the statement with which the sample registrar certifies them. */
final class SampleKeys {

    static final String REGISTRAR = "city-registrar";

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2099-12-31T00:00:00Z");

    private final Map<KeyUse, SigningKey> keys = new EnumMap<>(KeyUse.class);
    /** A seal key that is certified, and not valid any more. */
    private final SigningKey expired = SigningKey.generate(KeyAlgorithm.ED25519);
    /** A seal key that is certified for vehicle registrations alone. */
    private final SigningKey narrow = SigningKey.generate(KeyAlgorithm.ED25519);

    private SampleKeys(List<KeyUse> uses) {
        uses.forEach(use -> keys.put(use, SigningKey.generate(KeyAlgorithm.ED25519)));
    }

    static SampleKeys ofAgency() {
        return new SampleKeys(List.of(KeyUse.SEAL, KeyUse.ACK, KeyUse.AGREE));
    }

    static SampleKeys ofHub() {
        return new SampleKeys(List.of(KeyUse.DELIVER, KeyUse.LOG));
    }

    static SampleKeys ofAuditor() {
        return new SampleKeys(List.of(KeyUse.AUDIT));
    }

    SigningKey of(KeyUse use) {
        return keys.get(use);
    }

    SigningKey expired() {
        return expired;
    }

    SigningKey narrow() {
        return narrow;
    }

    AgencyStatement certify(String slug, String creditCode, String division, SigningKey registrar) {
        ObjectNode claims = Json.object()
                .put("sub", slug)
                .put("seq", 1)
                .put("uscc", creditCode)
                .put("division", division);
        claims.putArray("roles");
        var list = claims.putArray("keys");
        keys.forEach((use, key) -> list.add(entry(key, use, UNTIL)));
        if (keys.containsKey(KeyUse.SEAL)) {
            list.add(entry(expired, KeyUse.SEAL, FROM.plusSeconds(86_400)));
            ObjectNode scoped = entry(narrow, KeyUse.SEAL, UNTIL);
            scoped.putArray("records").add("vehicle-registration");
            list.add(scoped);
        }
        return AgencyStatement.sign(REGISTRAR, claims, FROM, registrar);
    }

    private static ObjectNode entry(SigningKey key, KeyUse use, Instant until) {
        ObjectNode entry = Json.object();
        entry.set("jwk", key.verificationKey().jwk());
        entry.put("use", use.code());
        entry.putArray("records");
        return entry.put("holder", "itself").put("nbf", FROM.getEpochSecond()).put("exp", until.getEpochSecond());
    }
}
