package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.Jws;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that the hub cannot process, for a reason that nobody foresaw, does not end without an answer. */
class HubUndeliverableTest {

    private static final int ATTEMPTS = 10;

    @TempDir
    Path folder;

    @Test
    void itsSenderGetsASignedAndLoggedNoticeAndTheNextRecordGoesOn() throws Exception {
        SampleInstallation installation = SampleInstallation.in(folder);
        AtomicInteger tries = new AtomicInteger();
        try (Hub hub = installation.start(() -> {
                    if (tries.incrementAndGet() <= ATTEMPTS) {
                        throw new IllegalStateException("a fault of the program");
                    }
                });
                SampleAgency registry = installation.agency("land-registry", hub)) {
            // Given
            Letter poison = transfer(registry, 1);
            registry.send(poison);

            // When
            Letter notice = registry.receive();

            // Then
            assertThat(notice.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.UNDELIVERABLE);
            Jws jws = Jws.parse(notice.body(), 10_000);
            assertThat(jws.verify(
                            Undeliverable.TYP,
                            installation.hubKeys.of(KeyUse.DELIVER).verificationKey()))
                    .isTrue();
            Entry entry = Entry.parse(notice.property(Wire.ENTRY).getBytes(StandardCharsets.UTF_8));
            assertThat(entry.kind()).isEqualTo(Entry.Kind.UNDELIVERABLE);
            assertThat(entry.json().path("later").asText()).isEqualTo("continue");
            assertThat(entry.json().path("exchange").asText()).hasSize(64);
            assertThat(Undeliverable.of(jws).submission())
                    .isEqualTo(entry.json().path("submission").asText());
            assertThat(Undeliverable.of(jws).attempts()).isEqualTo(ATTEMPTS);
            assertThat(hub.queued("dead")).isEqualTo(1);

            // And: the next one is not held back, and the same one again gets the same answer
            registry.send(transfer(registry, 2));
            assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
            registry.send(poison);
            assertThat(registry.receive().body()).isEqualTo(notice.body());
        }
        var verdict = LogVerifier.verify(folder.resolve("log"), installation.trust, n -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }

    private static Letter transfer(SampleAgency registry, int number) throws Exception {
        return registry.letter(
                SampleRecords.TRANSFER,
                SampleRecords.transfer().put("transactionId", "0f000000-0000-4000-8000-%012d".formatted(number)));
    }
}
