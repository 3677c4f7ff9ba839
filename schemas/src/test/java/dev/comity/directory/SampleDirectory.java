package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A registrar, a hub and agencies with keys made for the test. */
public final class SampleDirectory {

    public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant UNTIL = Instant.parse("2027-12-31T23:59:59Z");

    public final SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
    public final SigningKey hubDeliver = SigningKey.generate(KeyAlgorithm.ED25519);
    public final SigningKey seal = SigningKey.generate(KeyAlgorithm.ED25519);
    public final SigningKey ack = SigningKey.generate(KeyAlgorithm.ED25519);
    private final List<AgencyStatement> statements = new ArrayList<>();

    public TrustAnchors trust() {
        return new TrustAnchors(
                Map.of("city-registrar", registrar.verificationKey()),
                List.of(),
                List.of(),
                0,
                Map.of("city-hub", "city-registrar"));
    }

    /** The hub with its delivery key, and civil-affairs with seal and ack. */
    public static SampleDirectory usual() {
        SampleDirectory sample = new SampleDirectory();
        sample.add("city-hub", 1, key(sample.hubDeliver, "deliver"));
        sample.add("civil-affairs", 1, key(sample.seal, "seal"), key(sample.ack, "ack"));
        return sample;
    }

    public void add(String agency, long seq, ObjectNode... keys) {
        statements.add(sign(agency, seq, NOW, keys));
    }

    public AgencyStatement sign(String agency, long seq, Instant at, ObjectNode... keys) {
        return AgencyStatement.sign("city-registrar", claims(agency, seq, keys), at, registrar);
    }

    public Directory directory() {
        return Directory.of(statements);
    }

    public static ObjectNode claims(String agency, long seq, ObjectNode... keys) {
        ObjectNode claims = Json.object()
                .put("sub", agency)
                .put("seq", seq)
                .put("uscc", "11310000002420123X")
                .put("division", "310000");
        claims.putArray("roles").add("provider");
        ArrayNode list = claims.putArray("keys");
        List.of(keys).forEach(list::add);
        return claims;
    }

    public static ObjectNode key(SigningKey key, String use, String... records) {
        return key(key.verificationKey().jwk(), use, FROM, UNTIL, records);
    }

    public static ObjectNode key(ObjectNode jwk, String use, Instant from, Instant until, String... records) {
        ObjectNode key = Json.object();
        key.set("jwk", jwk);
        key.put("use", use);
        List.of(records).forEach(key.putArray("records")::add);
        return key.put("holder", "agency").put("nbf", from.getEpochSecond()).put("exp", until.getEpochSecond());
    }
}
