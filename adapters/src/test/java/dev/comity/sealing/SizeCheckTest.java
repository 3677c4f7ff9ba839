package dev.comity.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.envelope.EnvelopeLimits;
import dev.comity.json.Json;
import dev.comity.outbox.Draft;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the hub would refuse as too large does not leave its source. */
class SizeCheckTest {

    private static final EnvelopeLimits LIMITS = new EnvelopeLimits(1_000, 100, 3, 32);

    @Test
    void aRecordAtTheLimitPassesAndOneByteMoreDoesNot() {
        String padding = "x".repeat(100 - Json.bytes(Json.object().put("a", "")).length);

        assertThat(SizeCheck.of(Json.object().put("a", padding), LIMITS)).isEmpty();
        assertThat(SizeCheck.of(Json.object().put("a", padding + "x"), LIMITS)).hasValueSatisfying(reason -> {
            assertThat(reason.code()).isEqualTo(RefusalCode.TOO_LARGE);
            assertThat(reason.message()).contains("has 101 bytes", "at most 100");
        });
    }

    @Test
    void anEnvelopeWithAsManyDisclosuresAsAreTakenPasses() {
        assertThat(SizeCheck.of(List.of(draft("jws~1~2~3~")), LIMITS)).isEmpty();
    }

    @Test
    void oneDisclosureMoreDoesNot() {
        assertThat(SizeCheck.of(List.of(draft("jws~1~2~3~4~")), LIMITS))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo(RefusalCode.TOO_LARGE);
                    assertThat(reason.message()).contains("4 values", "at most 3");
                });
    }

    @Test
    void aLongerEnvelopeDoesNotEither() {
        assertThat(SizeCheck.of(List.of(draft("j".repeat(1_000) + "~")), LIMITS))
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).contains("1,001 bytes", "at most 1,000"));
    }

    private static Draft draft(String compact) {
        return new Draft(
                "jti",
                compact,
                "digest",
                "kid",
                RecordTypeId.of("death-registration/1"),
                "schema",
                "group",
                Instant.EPOCH,
                Optional.empty(),
                List.of());
    }
}
