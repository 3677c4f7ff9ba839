package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.broker.BrokerSettings;
import dev.comity.broker.StandaloneBroker;
import dev.comity.envelope.Wire;
import dev.comity.log.LogVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same hub with a broker that is not its own, and that goes away and comes back. */
class ExternalBrokerHubTest {

    @TempDir
    Path folder;

    private SampleInstallation installation;

    private StandaloneBroker broker(int port) throws Exception {
        return StandaloneBroker.start(
                new BrokerSettings(
                        folder.resolve("hub"),
                        "127.0.0.1",
                        port,
                        installation.configuration.agencies().keySet()),
                StandaloneBroker.Role.LIVE);
    }

    @Test
    void whatIsSentBeforeAndAfterTheBrokerWasAwayArrivesOnceAndTheLogVerifies() throws Exception {
        // Given
        installation = SampleInstallation.in(folder);
        StandaloneBroker first = broker(0);
        int port = first.port().orElseThrow();
        Letter before;
        Letter after;
        try (Hub hub = installation.start(folder, Map.of("COMITY_BROKER_URL", "tcp://127.0.0.1:" + port))) {
            SampleAgency registry;
            try (var sender = installation.agency("land-registry", hub);
                    var housing = installation.agency("housing", hub)) {
                sender.send(sender.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
                before = housing.receive();
                registry = sender;
            }

            // When
            first.close();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !hub.health().troubles().isEmpty());
            try (StandaloneBroker second = broker(port);
                    var sender = registry.reconnected(second.port().orElseThrow());
                    var housing = installation.agency("housing", hub)) {
                sender.send(sender.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
                after = housing.receive();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> hub.health().troubles().isEmpty());
                assertThat(hub.queued("in.land-registry")).isZero();
            }
        }

        // Then
        assertThat(after.property(Wire.CE_ID)).isNotEqualTo(before.property(Wire.CE_ID));
        assertThat(Files.isDirectory(folder.resolve("hub/broker/journal"))).isTrue();
        var verdict = LogVerifier.verify(folder.resolve("log"), installation.trust, entries -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }
}
