package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.comity.agency.AgencyClient;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.outbox.Outbox.Answer;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RecordRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs of agencies that use the client library, and the hub between them. */
class AgencyClientTest {

    private static final RecordTypeId TRANSFER = RecordTypeId.of(SampleRecords.TRANSFER);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SampleInstallation installation;
    private Path registry;
    private Path housing;

    @BeforeEach
    void makeFolders() throws Exception {
        installation = SampleInstallation.in(folder);
        installation.clock.forward(Duration.between(SampleInstallation.START, Instant.now()));
        registry = AgencyFolder.of(installation, "land-registry");
        housing = AgencyFolder.of(installation, "housing");
    }

    @Test
    void aRecordIsSealedDeliveredHandedOverAndAcknowledged() throws Exception {
        // Given
        List<String> stored = new CopyOnWriteArrayList<>();
        try (Hub hub = installation.start();
                AgencyClient sender = AgencyClient.connect(registry, (type, json, headers) -> {});
                AgencyClient receiver =
                        AgencyClient.connect(housing, (type, json, headers) -> stored.add(type + " " + json))) {

            // When
            String reference = sender.send(TRANSFER, SampleRecords.transfer());

            // Then
            assertThat(sender.answers(reference, PATIENCE))
                    .isNotEmpty()
                    .extracting(Answer::verdict)
                    .containsOnly("accepted");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(1));
            assertThat(stored)
                    .singleElement()
                    .asString()
                    .startsWith("property-transfer/1 {")
                    .doesNotContain("price\"");
            assertThat(hub.queued(Wire.out("housing"))).isZero();
        }
    }

    @Test
    void whatTheProgramCouldNotStoreIsHandedOverAgainAndNotAcknowledgedBefore() throws Exception {
        // Given
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger acknowledgedBefore = new AtomicInteger();
        try (Hub hub = installation.start();
                AgencyClient sender = AgencyClient.connect(registry, (type, json, headers) -> {});
                AgencyClient receiver = AgencyClient.connect(housing, (type, json, headers) -> {
                    acknowledgedBefore.addAndGet((int) acknowledgements());
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("the database is away");
                    }
                })) {

            // When
            sender.send(TRANSFER, SampleRecords.transfer());

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(1));
            assertThat(tries).hasValue(3);
            assertThat(acknowledgedBefore).hasValue(0);
        }
    }

    @Test
    void whatIsSentWhileTheHubIsAwayIsAnsweredWhenItIsBack() throws Exception {
        // Given
        try (AgencyClient sender = AgencyClient.connect(registry, (type, json, headers) -> {})) {
            try (Hub hub = installation.start()) {
                String first = sender.send(TRANSFER, SampleRecords.transfer());
                assertThat(sender.answers(first, PATIENCE))
                        .extracting(Answer::verdict)
                        .containsOnly("accepted");
            }

            // When
            String away = sender.send(TRANSFER, SampleRecords.of(SampleRecords.TRANSFER, "added"));

            // Then
            assertThat(sender.answers(away, Duration.ofMillis(100)))
                    .extracting(Answer::verdict)
                    .containsOnly("open");
            try (Hub hub = installation.start()) {
                assertThat(sender.answers(away, PATIENCE))
                        .extracting(Answer::verdict)
                        .containsOnly("accepted");
            }
        }
    }

    @Test
    void aRecordThatItsTypeDoesNotAllowIsNotSent() throws Exception {
        // Given
        try (AgencyClient sender = AgencyClient.connect(registry, (type, json, headers) -> {})) {

            // Then
            assertThatThrownBy(() -> sender.send(TRANSFER, Json.object().put("price", "much")))
                    .isInstanceOf(RecordRefused.class)
                    .hasMessageContaining("price");
        }
    }

    /** Consumers' acknowledgements that came back to the sender, by way of the log. */
    private long acknowledgements() throws Exception {
        Path receipts = registry.resolveSibling("receipts");
        if (!Files.isDirectory(receipts)) {
            return 0;
        }
        try (var files = Files.list(receipts)) {
            return files.filter(file -> file.toString().endsWith(".ack.jwt")).count();
        }
    }
}
