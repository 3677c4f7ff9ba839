package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.audit.AuditRules;
import dev.comity.audit.LogEvidence;
import dev.comity.batch.Unavailable;
import dev.comity.broker.BrokerSettings;
import dev.comity.broker.StandaloneBroker;
import dev.comity.crypto.Jws;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Wire;
import dev.comity.log.JointCheck;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.Terms;
import dev.comity.log.VerifierKey;
import dev.comity.refusal.RecordRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hub nodes at one broker: what one has begun the other goes on with, and their logs hold together. */
class HubNodesTest {

    private static final List<String> NODES = List.of("1", "2");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private final List<Hub> running = new ArrayList<>();
    private StandaloneBroker broker;
    private int port;
    private String firstName;
    private String secondName;

    @BeforeEach
    void start() throws Exception {
        installation = SampleInstallation.in(folder);
        broker = StandaloneBroker.start(
                new BrokerSettings(
                                folder.resolve("hub"),
                                "127.0.0.1",
                                0,
                                installation.configuration.agencies().keySet())
                        .sharedBy(NODES),
                StandaloneBroker.Role.LIVE);
        port = broker.port().orElseThrow();
        trustBothLogs();
        // The one that reads the land registry's records while both are there.
        firstName = new NodeTurns(NODES, "1").delayMillis("land-registry") == 0 ? "1" : "2";
        secondName = firstName.equals("1") ? "2" : "1";
    }

    @AfterEach
    void stop() throws Exception {
        stopNodes();
        broker.close();
    }

    private void stopNodes() throws Exception {
        for (Hub node : List.copyOf(running)) {
            stop(node);
        }
    }

    private void stop(Hub node) throws Exception {
        running.remove(node);
        node.close();
    }

    private void trustBothLogs() {
        TrustAnchors one = installation.trust;
        List<TrustAnchors.TrustedLog> logs = NODES.stream()
                .map(node -> installation.configuration.hub().origin() + "/" + node)
                .map(origin -> new TrustAnchors.TrustedLog(
                        origin,
                        VerifierKey.ofLog(
                                origin, installation.hubKeys.of(KeyUse.LOG).verificationKey()),
                        "",
                        1))
                .toList();
        installation.trust = new TrustAnchors(one.registrars(), logs, one.witnesses(), one.quorum(), one.hubs());
    }

    private Hub node(String name) throws Exception {
        return node(name, () -> {});
    }

    private Hub node(String name, Runnable afterAppend) throws Exception {
        Path data = folder.resolve("node-" + name);
        Path keys = Files.createDirectories(data.resolve("hub/keys"));
        for (String key : List.of("deliver.pem", "log.pem")) {
            if (!Files.exists(keys.resolve(key))) {
                Files.copy(folder.resolve("hub/keys").resolve(key), keys.resolve(key));
            }
        }
        Hub node = installation.start(
                data,
                Map.of(
                        "COMITY_BROKER_URL",
                        "tcp://127.0.0.1:" + port,
                        "COMITY_BROKER_PASSWORD_FILE",
                        folder.resolve("hub").resolve(StandaloneBroker.PASSWORD).toString(),
                        "COMITY_DELIVERY_MAX_ATTEMPTS",
                        "1",
                        "COMITY_CLUSTER_NODES",
                        String.join(",", NODES),
                        "COMITY_CLUSTER_NODE",
                        name),
                afterAppend);
        running.add(node);
        return node;
    }

    @Test
    void theOtherNodeGoesOnWithASequenceAndLeavesWhatIsAboutAnEntryToTheNodeWhoseLogHasIt() throws Exception {
        // Given
        Hub first = node(firstName);
        Hub second = node(secondName);
        try (SampleAgency registry = installation.agency("land-registry", port)) {
            Letter repeated = registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer());
            registry.send(repeated, registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            assertThat(registry.receive(2))
                    .allMatch(receipt ->
                            logOf(receipt).equals(first.log().checkpoint().origin()));
            stop(first);

            // When
            AmqpClient.rejectOne("housing", port);
            try (SampleAgency housing = installation.agency("housing", port)) {
                Letter delivered = housing.receive();
                housing.send(housing.acknowledgement(delivered));
                registry.send(repeated, registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
                Letter next = registry.receive();

                // Then
                assertThat(next.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
                assertThat(logOf(next)).isEqualTo(second.log().checkpoint().origin());
                assertThat(housing.receive().property(Wire.CE_ID)).isNotEqualTo(delivered.property(Wire.CE_ID));
            }
            await().atMost(SOON).until(() -> second.queued("hub.rejected." + firstName) == 1);
            node(firstName);
            assertThat(registry.receive(3).stream().map(letter -> letter.property(Wire.CONTENT_TYPE)))
                    .containsExactlyInAnyOrder(Wire.ACCEPTED, Wire.ACK, Wire.UNDELIVERABLE);
        }
        assertThat(verified()).contains("0 deliveries are in more than one log");
    }

    @Test
    void whatANodeHasLoggedAndNotDeliveredTheOtherDecidesAgainWithTheSameIds() throws Exception {
        // Given
        AtomicBoolean reached = new AtomicBoolean();
        Hub first = node(firstName, () -> {
            reached.set(true);
            throw new Unavailable("the node falls here", null);
        });
        Hub second = node(secondName);
        try (SampleAgency registry = installation.agency("land-registry", port);
                SampleAgency housing = installation.agency("housing", port)) {
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            await().atMost(SOON).untilTrue(reached);
            assertThat(first.log().size()).isPositive();

            // When
            stop(first);

            // Then
            assertThat(logOf(registry.receive()))
                    .isEqualTo(second.log().checkpoint().origin());
            assertThat(housing.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.RECORD);
        }
        assertThat(verified()).contains("2 deliveries are in more than one log");
    }

    @Test
    void whatANodeCouldNotProcessIsListedByAllAndDecidedAboutByTheOneWhoseLogHasIt() throws Exception {
        // Given
        AtomicBoolean broken = new AtomicBoolean(true);
        Hub first = node(firstName, () -> {
            if (broken.get()) {
                throw new IllegalStateException("a fault of the program");
            }
        });
        Hub second = node(secondName);
        String origin = first.log().checkpoint().origin();
        try (SampleAgency registry = installation.agency("land-registry", port);
                SampleAgency housing = installation.agency("housing", port)) {
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.UNDELIVERABLE);
            broken.set(false);
            var letter = desk(second).list().path("letters").get(0);
            String id = letter.path("id").asText();
            assertThat(letter.path("log").asText()).isEqualTo(origin);
            assertThat(desk(second).show(id).path("letter").has("submission")).isFalse();
            assertThat(desk(second).resubmit(id).path("detail").asText()).contains("another hub node has logged it");

            // When
            assertThat(desk(first).resubmit(id).path("verdict").asText()).isEqualTo("decided");

            // Then
            assertThat(logOf(registry.receive())).isEqualTo(origin);
            assertThat(housing.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.RECORD);

            // And: the other one goes on in the sequence behind it
            stop(first);
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            assertThat(registry.receive().property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        }
        assertThat(verified()).contains("0 deliveries are in more than one log");
    }

    private static DeadLetterDesk desk(Hub node) {
        return node.deadLetters().orElseThrow();
    }

    private static String logOf(Letter receipt) {
        try {
            return Receipt.of(Jws.parse(receipt.body(), 100_000)).log();
        } catch (RecordRefused e) {
            throw new AssertionError(e);
        }
    }

    /** Every check of both logs, each for itself and together, passes. @return what the check of deliveries says */
    private String verified() throws Exception {
        stopNodes();
        List<Path> logs = NODES.stream()
                .map(node -> folder.resolve("node-" + node + "/log"))
                .toList();
        try (JointCheck joint = new JointCheck(NODES)) {
            for (int i = 0; i < logs.size(); i++) {
                int log = i;
                var terms = new Terms(
                        List.of(),
                        () -> joint.gathering(log, new AuditRules(installation.trust, LogEvidence.in(logs.get(log)))),
                        true);
                var verdict = LogVerifier.verify(logs.get(i), installation.trust, terms, entries -> {});
                assertThat(verdict.checks())
                        .as(verdict.toString())
                        .noneMatch(check -> check.status().equals("fail"));
            }
            var checks = joint.checks();
            assertThat(checks).allMatch(check -> check.status().equals("pass"));
            return checks.get(0).detail();
        }
    }
}
