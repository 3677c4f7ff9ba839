package dev.comity.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that attackers and careless implementations make, published by the Wycheproof project. */
class WycheproofTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @MethodSource("dev.comity.crypto.Engines#all")
    void everyEd25519VerdictIsThePublishedOne(SignatureEngine engine) throws Exception {
        List<String> different = new ArrayList<>();
        int tests = 0;
        for (JsonNode group : Vectors.json("wycheproof/ed25519_test.json").get("testGroups")) {
            byte[] raw = HEX.parseHex(group.at("/publicKey/pk").textValue());
            VerificationKey key = VerificationKey.of(engine, KeyAlgorithm.ED25519, raw);
            tests += compare(key, group, different);
        }

        assertThat(different).isEmpty(); // no exceptions
        assertThat(tests).isEqualTo(151);
    }

    @ParameterizedTest
    @MethodSource("dev.comity.crypto.Engines#all")
    void everyEs256VerdictIsThePublishedOne(SignatureEngine engine) throws Exception {
        List<String> different = new ArrayList<>();
        int tests = 0;
        for (JsonNode group : Vectors.json("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json")
                .get("testGroups")) {
            byte[] raw = HEX.parseHex(group.at("/publicKey/uncompressed").textValue());
            VerificationKey key = VerificationKey.of(engine, KeyAlgorithm.ES256, raw);
            tests += compare(key, group, different);
        }

        assertThat(different).isEmpty(); // no exceptions
        assertThat(tests).isEqualTo(262);
    }

    @ParameterizedTest
    @MethodSource("dev.comity.crypto.Engines#all")
    void everyJwsVerdictOnP256IsThePublishedOne(SignatureEngine engine) throws Exception {
        List<String> different = new ArrayList<>();
        int tests = 0;
        for (JsonNode group : jwsGroups()) {
            for (JsonNode test : group.get("tests")) {
                if (key(group).path("crv").asText().equals("P-256")) {
                    tests++;
                    boolean valid = verdict(engine, key(group), test.get("jws").asText());
                    record(valid, test, different);
                }
            }
        }

        assertThat(different).isEmpty(); // no exceptions
        assertThat(tests).isEqualTo(41);
    }

    @Test
    void noJwsOfOthersPassesForOneOfOurs() throws Exception {
        int tests = 0;
        for (JsonNode group : jwsGroups()) {
            for (JsonNode test : group.get("tests")) {
                tests++;
                // Named exception: valid ones are refused too, since none has the three header members of ours.
                assertThat(parses(test.get("jws").asText()))
                        .as("test " + test.get("tcId"))
                        .isFalse();
            }
        }
        assertThat(tests).isEqualTo(401);
    }

    @Test
    void keysOfAlgorithmsOutsideTheClosedSetAreRefused() throws Exception {
        for (JsonNode group : jwsGroups()) {
            if (!key(group).path("crv").asText().equals("P-256")) {
                assertThat(readable(new BouncyCastleEngine(), key(group)))
                        .as(key(group).path("kty").asText())
                        .isFalse();
            }
        }
    }

    private static int compare(VerificationKey key, JsonNode group, List<String> different) {
        for (JsonNode test : group.get("tests")) {
            byte[] message = HEX.parseHex(test.get("msg").textValue());
            byte[] signature = HEX.parseHex(test.get("sig").textValue());
            record(key.verify(message, signature), test, different);
        }
        return group.get("tests").size();
    }

    private static void record(boolean valid, JsonNode test, List<String> different) {
        if (valid != test.get("result").textValue().equals("valid")) {
            different.add(test.get("tcId") + " " + test.get("comment"));
        }
    }

    private static JsonNode jwsGroups() throws Exception {
        return Vectors.json("wycheproof/json_web_signature_test.json").get("testGroups");
    }

    private static ObjectNode key(JsonNode group) {
        JsonNode key = group.has("public") ? group.get("public") : group.get("private");
        return ((ObjectNode) key).deepCopy().without("kid"); // theirs are names, ours thumbprints
    }

    private static boolean readable(SignatureEngine engine, JsonNode jwk) {
        try {
            return Jwk.read(engine, jwk) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean parses(String jws) {
        try {
            return Jws.parse(jws, 100_000) != null;
        } catch (RecordRefused e) {
            return false;
        }
    }

    /** The steps of {@link Jws}, for a header without typ: form, closed header, the key's own algorithm, signature. */
    private static boolean verdict(SignatureEngine engine, JsonNode jwk, String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3 || !readable(engine, jwk)) {
            return false;
        }
        VerificationKey key = Jwk.read(engine, jwk);
        try {
            ObjectNode header = Json.parseObject(Base64Url.decode(parts[0]));
            return header.path("alg").asText().equals(key.algorithm().jose())
                    && header.without(List.of("alg", "kid")).isEmpty()
                    && key.verify(
                            (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                            Base64Url.decode(parts[2]));
        } catch (IllegalArgumentException | dev.comity.json.MalformedJson e) {
            return false;
        }
    }
}
