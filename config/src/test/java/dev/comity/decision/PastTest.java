package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.agreement.Limit;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final byte[] SALT = new byte[16];
    private static final Counted ANSWERS = Counted.answers("a", FieldPath.of("birthDate"));
    private static final Counted REQUESTS = new Counted("a", Limit.Kind.REQUESTS, Optional.empty());

    @Test
    void itsTextIsTheSameHoweverItWasPutTogether() {
        Past one = new Past(true, Set.of("c-2", "c-1"), Map.of(ANSWERS, 2, REQUESTS, 5));

        assertThat(Json.text(one.json()))
                .isEqualTo("{\"v\":1,\"requestSeen\":true,\"openCases\":[\"c-1\",\"c-2\"],\"counts\":["
                        + "{\"agreement\":\"a\",\"kind\":\"answers\",\"source\":\"birthDate\",\"count\":2},"
                        + "{\"agreement\":\"a\",\"kind\":\"requests\",\"source\":\"\",\"count\":5}]}");
    }

    @Test
    void itsDigestFollowsFromSaltAndEveryPart() {
        Past past = new Past(false, Set.of("c-1"), Map.of(ANSWERS, 2));
        byte[] another = SALT.clone();
        another[15] = 1;

        assertThat(past.digest(SALT)).hasSize(43).isEqualTo(past.digest(SALT.clone()));
        assertThat(List.of(
                        past.digest(another),
                        new Past(true, Set.of("c-1"), Map.of(ANSWERS, 2)).digest(SALT),
                        new Past(false, Set.of(), Map.of(ANSWERS, 2)).digest(SALT),
                        new Past(false, Set.of("c-1"), Map.of(ANSWERS, 3)).digest(SALT)))
                .doesNotContain(past.digest(SALT))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasNotCountedIsUnknownAndNotNone() {
        Past past = new Past(false, Set.of(), Map.of(ANSWERS, 0));

        assertThat(past.count(ANSWERS)).hasValue(0);
        assertThat(past.count(REQUESTS)).isEmpty();
        assertThat(past.count(Counted.answers("b", FieldPath.of("birthDate")))).isEmpty();
        assertThat(past.count(Counted.answers("a", FieldPath.of("sex")))).isEmpty();
    }

    @Test
    void aSignerIsWhoTheDirectorySaysAtThatTime() {
        // Given
        var key = SigningKey.generate(KeyAlgorithm.ED25519).verificationKey();
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        var held = new DirectoryKey(
                "housing",
                key.kid(),
                key.jwk(),
                Optional.of(key),
                KeyUse.QUERY,
                Set.of(),
                "housing",
                from,
                from.plusSeconds(10));

        // Then
        assertThat(Signer.of(held, from)).isEqualTo(new Signer("housing", KeyUse.QUERY, true));
        assertThat(Signer.of(held, from.plusSeconds(11))).isEqualTo(new Signer("housing", KeyUse.QUERY, false));
    }
}
