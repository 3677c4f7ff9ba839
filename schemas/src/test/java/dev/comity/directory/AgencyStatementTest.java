package dev.comity.directory;

import static dev.comity.directory.SampleDirectory.NOW;
import static dev.comity.directory.SampleDirectory.claims;
import static dev.comity.directory.SampleDirectory.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgencyStatementTest {

    private static final SampleDirectory SAMPLE = new SampleDirectory();

    @Test
    void whatTheRegistrarSignsIsReadBack() throws Exception {
        PseudonymKey pseudonym = PseudonymKey.generate();
        AgencyStatement signed = SAMPLE.sign(
                "housing",
                3,
                NOW,
                key(SAMPLE.ack, "ack"),
                key(SAMPLE.seal, "seal", "public-rental-application"),
                key(pseudonym.jwk(), "pseudonym", NOW, NOW));

        AgencyStatement read = AgencyStatement.verify(signed.jws(), SAMPLE.trust());

        assertThat(read).isEqualTo(signed);
        assertThat(read.keys())
                .extracting(DirectoryKey::use)
                .containsExactly(KeyUse.ACK, KeyUse.SEAL, KeyUse.PSEUDONYM);
        assertThat(read.keys().get(1).mayCarry("public-rental-application")).isTrue();
        assertThat(read.keys().get(1).mayCarry("death-registration")).isFalse();
        assertThat(read.keys().get(2).key()).isEmpty();
        assertThat(read.keys().get(2).validAt(NOW)).isTrue();
        assertThat(read.keys().get(2).validAt(NOW.plusSeconds(1))).isFalse();
        assertThat(read.keys().get(2).validAt(NOW.minusSeconds(1))).isFalse();
    }

    @Test
    void aRegistrarThatIsNotPinnedIsRefused() {
        SigningKey stranger = SigningKey.generate(KeyAlgorithm.ED25519);
        AgencyStatement signed = AgencyStatement.sign("city-registrar", claims("housing", 1), NOW, stranger);

        refuses(signed.jws(), "unknown-key at kid");
    }

    @Test
    void aStatementInTheNameOfAnotherRegistrarIsRefused() {
        refuses(
                AgencyStatement.sign("other-registrar", claims("housing", 1), NOW, SAMPLE.registrar)
                        .jws(),
                "key-scope at iss");
    }

    @Test
    void aChangedStatementIsRefused() {
        String jws = SAMPLE.sign("housing", 1, NOW).jws();
        int signature = jws.lastIndexOf('.') + 10;
        String changed =
                jws.substring(0, signature) + (jws.charAt(signature) == 'A' ? 'B' : 'A') + jws.substring(signature + 1);

        refuses(changed, "signature");
    }

    @Test
    void anotherSignedThingDoesNotPassForAStatement() {
        ObjectNode payload =
                Json.object().put("v", 1).put("iss", "city-registrar").put("iat", 1);
        payload.setAll(claims("housing", 1));

        refuses(Jws.sign("comity-ack+jwt", payload, SAMPLE.registrar).compact(), "signature");
    }

    @Test
    void anAgencyGetsNoKeyOfAHubAndAHubNoKeyOfAnAgency() {
        refuses(SAMPLE.sign("housing", 1, NOW, key(SAMPLE.seal, "deliver")).jws(), "key-scope at keys");
        refuses(SAMPLE.sign("housing", 1, NOW, key(SAMPLE.seal, "log")).jws(), "key-scope at keys");
        refuses(SAMPLE.sign("city-hub", 1, NOW, key(SAMPLE.seal, "seal")).jws(), "key-scope at keys");
        refuses(SAMPLE.sign("city-hub", 1, NOW, key(SAMPLE.seal, "witness")).jws(), "key-scope at keys");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void claimsThatAreWrongAreRefusedByName(String place, Consumer<ObjectNode> mistake) {
        ObjectNode claims = claims("housing", 1, key(SAMPLE.seal, "seal"), key(SAMPLE.ack, "ack"));
        mistake.accept(claims);

        assertThatThrownBy(() -> AgencyStatement.sign("city-registrar", claims, NOW, SAMPLE.registrar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" at " + place + ":");
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                mistake("sub", c -> c.remove("sub")),
                mistake("sub", c -> c.put("sub", "../housing")),
                mistake("seq", c -> c.put("seq", 0)),
                mistake("seq", c -> c.put("seq", 1.5)),
                mistake("uscc", c -> c.remove("uscc")),
                mistake("division", c -> c.put("division", 310000)),
                mistake("roles", c -> c.put("roles", "provider")),
                mistake("roles", c -> c.putArray("roles").add(1)),
                mistake("keys", c -> c.remove("keys")),
                mistake("keys", c -> c.putArray("keys").add("key")),
                mistake("payload", c -> c.put("admin", true)),
                mistake("v", c -> c.put("v", 2)),
                mistake("v", c -> c.put("v", "1")),
                mistake("iat", c -> c.put("iat", -1)),
                mistake("keys[0]", c -> first(c).put("admin", true)),
                mistake("keys[0].use", c -> first(c).put("use", "everything")),
                mistake("keys[0].use", c -> first(c).remove("use")),
                mistake("keys[0].records", c -> first(c).remove("records")),
                mistake("keys[0].holder", c -> first(c).remove("holder")),
                mistake("keys[0].nbf", c -> first(c).remove("nbf")),
                mistake("keys[0].exp", c -> first(c).put("exp", 1)),
                mistake("keys[0].jwk", c -> first(c).put("use", "pseudonym")),
                mistake("keys[0].jwk", c -> first(c).remove("jwk")),
                mistake("keys[0].jwk", c -> ((ObjectNode) first(c).get("jwk")).put("d", "AAAA")),
                mistake("keys[1].jwk", c -> ((ObjectNode) c.at("/keys/1")).set("jwk", first(c).get("jwk"))));
    }

    private static ObjectNode first(ObjectNode claims) {
        return (ObjectNode) claims.at("/keys/0");
    }

    private static Arguments mistake(String place, Consumer<ObjectNode> mistake) {
        return Arguments.of(place, mistake);
    }

    private static void refuses(String jws, String start) {
        RecordRefused refused =
                catchThrowableOfType(RecordRefused.class, () -> AgencyStatement.verify(jws, SAMPLE.trust()));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).startsWith(start);
    }
}
