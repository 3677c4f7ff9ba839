package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.log.LogVerifier;
import dev.comity.opening.PresentationOpener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for its consumer can be read by the hub, so it does not wait for ever. */
class HubExpiryTest {

    @TempDir
    Path folder;

    @Test
    void aDeliveryThatWaitsTooLongIsLoggedItsProviderIsToldAndItCanBeMadeAnew() throws Exception {
        SampleInstallation installation = SampleInstallation.in(folder);
        installation.edit("hub.yaml", "keep: P30D", "keep: PT1S");
        installation.configuration = installation.load();
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            // Given: nobody reads for a second
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
            Thread.sleep(1_200);

            // When: the broker finds it when somebody looks
            assertThat(housing.look()).isEmpty();
            Undeliverable notice = Undeliverable.of(Jws.parse(registry.receive().body(), 10_000));

            // Then
            assertThat(notice.reason()).isEqualTo(UndeliverableReason.EXPIRED);
            assertThat(notice.delivery().orElseThrow().consumer()).isEqualTo("housing");
            DeadLetterDesk desk = hub.deadLetters().orElseThrow();
            JsonNode letter = only(desk);
            assertThat(letter.path("from").asText()).isEqualTo("out.housing");

            // And: it is decided anew, and its consumer can open what comes of that
            ObjectNode decided = desk.resubmit(letter.path("id").asText());
            Letter anew = housing.receive();
            assertThat(opened(installation.opener(), anew)).isTrue();
            assertThat(anew.property(Wire.CE_ID))
                    .isNotEqualTo(notice.delivery().get().id());
            await().until(() -> desk.outcome(
                            decided.path("undeliverable").asLong(),
                            decided.path("before").asInt())
                    .path("delivery")
                    .asText()
                    .equals(anew.property(Wire.CE_ID)));
        }
        var verdict = LogVerifier.verify(folder.resolve("log"), installation.trust, n -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }

    private static JsonNode only(DeadLetterDesk desk) throws Exception {
        JsonNode letters = desk.list().path("letters");
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static boolean opened(PresentationOpener opener, Letter letter) {
        byte[] entry = letter.property(Wire.ENTRY).getBytes(StandardCharsets.UTF_8);
        var opening =
                opener.open(letter.body(), Optional.of(entry), Optional.of(letter.property(Wire.PROOF)), "housing");
        assertThat(opening.checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isEqualTo("pass"));
        return opening.opened().isPresent();
    }
}
