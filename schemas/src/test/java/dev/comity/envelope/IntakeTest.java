package dev.comity.envelope;

import static dev.comity.directory.SampleDirectory.FROM;
import static dev.comity.directory.SampleDirectory.UNTIL;
import static dev.comity.directory.SampleDirectory.key;
import static dev.comity.envelope.SampleEnvelope.AGENCIES;
import static dev.comity.envelope.SampleEnvelope.NOW;
import static dev.comity.envelope.SampleEnvelope.SKEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.SampleDirectory;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTest {

    private static final SigningKey OLD = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final SigningKey VEHICLES = SigningKey.generate(KeyAlgorithm.ES256);
    private static final SigningKey HOUSING = SigningKey.generate(KeyAlgorithm.ES256);
    private static final SigningKey OLD_HUB = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final SigningKey STRANGER = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final EnvelopeVerifier VERIFIER = verifier();

    private static EnvelopeVerifier verifier() {
        SampleDirectory agencies = new SampleDirectory();
        Instant past = NOW.minusSeconds(1);
        agencies.add(
                "city-hub",
                1,
                key(AGENCIES.hubDeliver, "deliver"),
                key(OLD_HUB.verificationKey().jwk(), "deliver", FROM, past));
        agencies.add(
                "civil-affairs",
                1,
                key(AGENCIES.seal, "seal", "marriage-registration"),
                key(AGENCIES.ack, "ack"),
                key(OLD.verificationKey().jwk(), "seal", FROM, past),
                key(VEHICLES, "seal", "vehicle-registration"));
        agencies.add("housing", 1, key(HOUSING, "seal"));
        return new EnvelopeVerifier(agencies.directory(), SampleEnvelope.TYPES, "city-hub", EnvelopeLimits.DEFAULT);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("reasons")
    void everyReasonToRefuseHasItsCodeAndPath(String code, String path, Consumer<Forgery> change) {
        Forgery forgery = new Forgery();
        forgery.top(Forgery.member("certificateNo", "\"J\""));
        change.accept(forgery);

        RecordRefused refused = catchThrowableOfType(
                RecordRefused.class, () -> VERIFIER.intake(forgery.compact(), "civil-affairs", NOW, SKEW));

        assertThat(refused).isNotNull();
        assertThat(refused.reasons()).extracting(Refusal::toString).hasSize(1);
        assertThat(refused.first().code()).hasToString(code);
        assertThat(refused.first().path()).isEqualTo(path);
    }

    static Stream<Arguments> reasons() {
        String digest = "A".repeat(43);
        return Stream.of(
                reason("unknown-type", "record", p -> p.put("record", "dog-registration/1")),
                reason("unknown-version", "record", p -> p.put("record", "marriage-registration/99")),
                reason("malformed", "record", p -> p.put("record", "marriage-registration")),
                reason("malformed", "record", p -> p.put("record", "marriage-registration/01")),
                reason("unknown-version", "v", p -> p.put("v", 2)),
                reason("malformed", "v", p -> p.put("v", "1")),
                reason("malformed", "v", p -> p.remove("v")),
                reason("malformed", "iss", p -> p.put("iss", "Civil Affairs")),
                reason("malformed", "iss", p -> p.remove("iss")),
                reason("malformed", "aud", p -> p.putArray("aud").add("city-hub")),
                reason("malformed", "iat", p -> p.put("iat", "today")),
                reason("malformed", "iat", p -> p.put("iat", 1.5)),
                reason("malformed", "iat", p -> p.put("iat", -1)),
                reason("malformed", "exp", p -> p.remove("exp")),
                reason("malformed", "exp", p -> p.put("exp", NOW.getEpochSecond() - 1)),
                reason("malformed", "jti", p -> p.put("jti", "0198c2d1-0000-4000-8000-000000000000")),
                reason("malformed", "jti", p -> p.remove("jti")),
                reason("malformed", "schema", p -> p.put("schema", "sha256")),
                reason("malformed", "cnf", p -> p.remove("cnf")),
                reason("malformed", "cnf.jwk", p -> p.putObject("cnf").put("jwk", "none")),
                reason("malformed", "agreement", p -> p.put("agreement", "housing")),
                reason("malformed", "agreement", p -> p.putNull("agreement")),
                reason("wrong-hub", "aud", p -> p.put("aud", "other-hub")),
                reason(
                        "wrong-hub",
                        "cnf",
                        p -> hubKey(p, STRANGER.verificationKey().jwk())),
                reason(
                        "wrong-hub",
                        "cnf",
                        p -> hubKey(p, AGENCIES.seal.verificationKey().jwk())),
                reason(
                        "wrong-hub",
                        "cnf",
                        p -> hubKey(
                                p, AGENCIES.hubDeliver.verificationKey().jwk().put("note", "x"))),
                reason("wrong-hub", "cnf", p -> p.putObject("cnf").putObject("jwk")),
                reason(
                        "key-expired",
                        "cnf",
                        p -> hubKey(p, OLD_HUB.verificationKey().jwk())),
                reason(
                        "from-the-future",
                        "iat",
                        p -> p.put("iat", NOW.plus(SKEW).getEpochSecond() + 1)),
                reason("expired", "exp", p -> p.put("iat", 1).put("exp", NOW.getEpochSecond())),
                Arguments.of("unknown-key", "kid", signedBy(STRANGER)),
                Arguments.of("key-scope", "kid", signedBy(AGENCIES.ack)),
                Arguments.of("key-scope", "kid", signedBy(HOUSING)),
                Arguments.of("key-scope", "record", signedBy(VEHICLES)),
                Arguments.of("key-expired", "kid", signedBy(OLD)),
                Arguments.of("key-scope", "kid", (Consumer<Forgery>) f -> f.payload.put("iss", "housing")),
                Arguments.of("wrong-sender", "iss", (Consumer<Forgery>) f -> {
                    f.payload.put("iss", "housing");
                    f.key = HOUSING;
                }),
                reason("malformed", "agreement", p -> p.put("agreement", digest + "A")));
    }

    private static Arguments reason(String code, String path, Consumer<ObjectNode> change) {
        return Arguments.of(code, path, (Consumer<Forgery>) forgery -> change.accept(forgery.payload));
    }

    private static Consumer<Forgery> signedBy(SigningKey key) {
        return forgery -> forgery.key = key;
    }

    private static void hubKey(ObjectNode payload, ObjectNode jwk) {
        payload.putObject("cnf").set("jwk", jwk);
    }

    @Test
    void aSignatureOverAnotherTextIsRefused() {
        Forgery one = new Forgery();
        Forgery other = new Forgery();
        other.payload.put("iat", NOW.getEpochSecond() - 1);
        one.top(Forgery.member("certificateNo", "1"));
        String[] signed = one.compact().split("[.~]");
        String[] claimed = other.compact().split("[.~]");

        RecordRefused refused = catchThrowableOfType(
                RecordRefused.class,
                () -> VERIFIER.intake(
                        signed[0] + "." + signed[1] + "." + claimed[2] + "~" + signed[3] + "~",
                        "civil-affairs",
                        NOW,
                        SKEW));

        assertThat(refused).hasMessage("signature at signature: the signature of the issuer does not hold");
    }

    @Test
    void allReasonsAreSaidAtOnce() {
        Forgery forgery = new Forgery();
        forgery.top(Forgery.member("certificateNo", "1"));
        forgery.payload.put("iat", 1).put("exp", 2);

        RecordRefused refused = catchThrowableOfType(
                RecordRefused.class, () -> VERIFIER.intake(forgery.compact(), "housing", NOW, SKEW));

        assertThat(refused.reasons())
                .extracting(reason -> reason.code().code())
                .containsExactly("wrong-sender", "expired");
    }

    @Test
    void theLastMomentIsStillInTime() {
        Forgery forgery = new Forgery();
        forgery.top(Forgery.member("certificateNo", "1"));
        forgery.payload.put("iat", NOW.plus(SKEW).getEpochSecond()).put("exp", UNTIL.getEpochSecond());

        assertThatCode(() -> VERIFIER.intake(forgery.compact(), "civil-affairs", NOW, SKEW))
                .doesNotThrowAnyException();
    }

    @Test
    void aRecipientJudgesTheKeyAtAcceptanceAndNotTheTimesOfTheEnvelope() throws Exception {
        Forgery forgery = new Forgery();
        forgery.top(Forgery.member("certificateNo", "1"));
        forgery.key = OLD;
        forgery.payload.put("iat", 1).put("exp", 2);
        String compact = forgery.compact();

        assertThat(VERIFIER.open(compact, NOW.minusSeconds(1)).key().kid())
                .isEqualTo(OLD.verificationKey().kid());
        assertThat(catchThrowableOfType(RecordRefused.class, () -> VERIFIER.open(compact, NOW)))
                .hasMessageStartingWith("key-expired at kid");
    }
}
