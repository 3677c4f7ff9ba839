package dev.comity.directory;

import static dev.comity.directory.SampleDirectory.NOW;
import static dev.comity.directory.SampleDirectory.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One more key of a use: asked for by the agency, certified by its registrar, and the one before it ends by itself. */
class KeySuccessionTest {

    private static final KeySuccession WEEK = new KeySuccession(Duration.ofDays(7), Duration.ofDays(700));
    private static final Duration HOUR = Duration.ofHours(1);

    private final SampleDirectory sample = new SampleDirectory();
    private final SigningKey ack = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SigningKey agree = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SigningKey next = SigningKey.generate(KeyAlgorithm.ED25519);
    private final AgencyStatement first = sample.sign(
            "housing", 1, SampleDirectory.FROM, key(sample.seal, "seal"), key(ack, "ack"), key(agree, "agree"));
    private final Directory before = Directory.of(List.of(first));

    private static String kid(SigningKey key) {
        return key.verificationKey().kid();
    }

    private Directory after(KeyRequest request) {
        return Directory.of(List.of(first, WEEK.next(first, request, NOW, sample.registrar)));
    }

    @Test
    void bothKeysCountUntilTheOverlapIsOver() throws Exception {
        String asked =
                KeyRequest.sign("housing", KeyUse.SEAL, next, sample.seal, NOW).jws();

        Directory directory = after(KeyRequest.verify(asked, before, NOW));

        DirectoryKey old = directory.key(kid(sample.seal)).orElseThrow();
        DirectoryKey fresh = directory.key(kid(next)).orElseThrow();
        Instant end = NOW.plus(Duration.ofDays(7));
        assertThat(List.of(old.validAt(NOW), old.validAt(end), old.validAt(end.plusSeconds(1))))
                .containsExactly(true, true, false);
        assertThat(List.of(fresh.validAt(NOW.minusSeconds(1)), fresh.validAt(NOW), fresh.validAt(end.plusSeconds(1))))
                .containsExactly(false, true, true);
        assertThat(fresh.recordTypes()).isEqualTo(old.recordTypes());
    }

    @Test
    void everyOtherKeyStaysAsItWas() throws Exception {
        String asked = KeyRequest.sign("housing", KeyUse.SEAL, next, agree, NOW).jws();

        Directory directory = after(KeyRequest.verify(asked, before, NOW));

        for (SigningKey other : List.of(ack, agree)) {
            assertThat(directory.key(kid(other))).isEqualTo(before.key(kid(other)));
        }
        assertThat(directory.agency("housing").orElseThrow().seq()).isEqualTo(2);
    }

    @Test
    void askedTwiceForTheSameKeyItStandsThereOnce() throws Exception {
        KeyRequest asked = KeyRequest.sign("housing", KeyUse.SEAL, next, sample.seal, NOW);
        AgencyStatement second = WEEK.next(first, asked, NOW, sample.registrar);

        AgencyStatement third = WEEK.next(second, asked, NOW.plus(HOUR), sample.registrar);

        assertThat(third.keys()).hasSameSizeAs(second.keys());
        assertThat(Directory.of(List.of(first, second, third)).keys("housing", KeyUse.SEAL))
                .extracting(DirectoryKey::kid)
                .containsExactly(kid(sample.seal), kid(next));
    }

    static Stream<Arguments> wrongRequests() {
        SigningKey stranger = SigningKey.generate(KeyAlgorithm.ED25519);
        return Stream.of(
                Arguments.of(
                        "unknown-key", (Asked) t -> KeyRequest.sign("housing", KeyUse.SEAL, t.next, stranger, NOW)),
                Arguments.of("key-scope", (Asked) t -> KeyRequest.sign("housing", KeyUse.SEAL, t.next, t.ack, NOW)),
                Arguments.of("key-scope", (Asked) t -> KeyRequest.sign("transport", KeyUse.SEAL, t.next, t.agree, NOW)),
                Arguments.of("signature", (Asked) t -> t.withProofOf(stranger)));
    }

    private interface Asked {
        KeyRequest by(KeySuccessionTest test) throws Exception;
    }

    /** Somebody has a key certified that is not theirs. */
    private KeyRequest withProofOf(SigningKey other) throws Exception {
        KeyRequest own = KeyRequest.sign("housing", KeyUse.SEAL, next, sample.seal, NOW);
        KeyRequest others = KeyRequest.sign("housing", KeyUse.SEAL, other, sample.seal, NOW);
        ObjectNode claims = Jws.parse(own.jws(), KeyRequest.MAX_BYTES).payload().deepCopy();
        claims.set(
                "proof", Jws.parse(others.jws(), KeyRequest.MAX_BYTES).payload().get("proof"));
        String jws = Jws.sign(KeyRequest.TYP, claims, sample.seal).compact();
        return new KeyRequest(own.agency(), own.issuedAt(), own.use(), own.signer(), own.key(), own.jwk(), jws);
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void refusesWhatTheAgencyDidNotAskFor(String code, Asked asked) throws Exception {
        String jws = asked.by(this).jws();

        assertThatThrownBy(() -> KeyRequest.verify(jws, before, NOW))
                .isInstanceOfSatisfying(
                        RecordRefused.class,
                        refused -> assertThat(refused.reasons().get(0).code().code())
                                .isEqualTo(code));
    }

    @Test
    void refusesARequestOfAKeyThatHasEnded() throws Exception {
        KeyRequest asked = KeyRequest.sign("housing", KeyUse.SEAL, next, sample.seal, NOW);
        Instant late = before.key(kid(sample.seal)).orElseThrow().notAfter().plusSeconds(1);

        assertThatThrownBy(() -> KeyRequest.verify(asked.jws(), before, late))
                .isInstanceOfSatisfying(
                        RecordRefused.class,
                        refused -> assertThat(refused.reasons().get(0).code().code())
                                .isEqualTo("key-expired"));
    }

    @Test
    void aUseInWhichNobodySignsHasNoRequest() {
        ObjectNode claims =
                Json.object().put("v", Claims.VERSION).put("iss", "housing").put("iat", NOW.getEpochSecond());
        claims.put("use", "pseudonym")
                .put("proof", "x")
                .set("jwk", next.verificationKey().jwk());
        String jws = Jws.sign(KeyRequest.TYP, claims, sample.seal).compact();

        assertThatThrownBy(() -> KeyRequest.verify(jws, before, NOW))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("use");
    }
}
