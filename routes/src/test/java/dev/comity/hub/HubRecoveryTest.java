package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.batch.Unavailable;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats, breaks between the log and the delivery, and a disk that takes no writes: everything arrives exactly once. */
class HubRecoveryTest {

    @TempDir
    Path folder;

    private SampleInstallation installation;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
    }

    @Test
    void aLetterSentAgainGetsItsOriginalReceiptAndIsNotDeliveredAnew() throws Exception {
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            // Given
            Letter letter = transfer(registry, 1);
            registry.send(letter);
            Letter original = registry.receive();
            long logged = hub.log().size();

            // When
            registry.send(letter, letter);

            // Then
            assertThat(registry.receive(2)).allMatch(again -> again.body().equals(original.body()));
            assertThat(hub.queued("out.housing")).isEqualTo(1);
            assertThat(hub.log().size()).isEqualTo(logged);
        }
    }

    @Test
    void aBreakBetweenLogAndDeliveryIsResumedFromTheLogAfterARestart() throws Exception {
        // Given: the hub logs a batch with a repeat in it, and never comes to deliver
        AtomicBoolean logged = new AtomicBoolean();
        List<Letter> letters = new ArrayList<>();
        try (Hub hub = installation.start(() -> {
                    logged.set(true);
                    throw new Unavailable("broken on purpose", null);
                });
                SampleAgency registry = installation.agency("land-registry", hub)) {
            for (int i = 0; i < 5; i++) {
                letters.add(transfer(registry, i));
            }
            registry.send(letters.toArray(Letter[]::new));
            registry.send(letters.get(2));
            // All of them: what is not logged by then has expired when it is.
            await().until(() -> count(hub, Entry.Kind.SUBMITTED) == 5);
            assertThat(logged).isTrue();
            assertThat(hub.queued("out.housing")).isZero();
        }
        installation.clock.forward(java.time.Duration.ofDays(30));

        // When: a month later, when every envelope has expired
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {

            // Then
            await().until(() -> hub.queued("in.land-registry") == 0);
            List<Letter> delivered = housing.receive(5);
            assertThat(delivered).allMatch(letter -> housing.open(letter).holds());
            assertThat(transactions(housing, delivered)).isEqualTo(List.of(0, 1, 2, 3, 4));
            assertThat(hub.queued("out.housing")).isZero();
            assertThat(registry.receive(6))
                    .allMatch(r -> r.property(Wire.CONTENT_TYPE).equals(Wire.ACCEPTED));
            assertThat(count(hub, Entry.Kind.SUBMITTED)).isEqualTo(5);
        }
        assertVerified();
    }

    @Test
    void aFailureAfterTheLogIsReplayedOneByOneInOrder() throws Exception {
        // Given
        AtomicInteger failures = new AtomicInteger();
        try (Hub hub = installation.start(() -> {
                    if (failures.getAndIncrement() < 3) {
                        throw new IllegalStateException("broken on purpose");
                    }
                });
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {

            // When
            List<Letter> letters = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                letters.add(transfer(registry, i));
            }
            registry.send(letters.toArray(Letter[]::new));

            // Then
            assertThat(transactions(housing, housing.receive(40)))
                    .isEqualTo(java.util.stream.IntStream.range(0, 40).boxed().toList());
            assertThat(count(hub, Entry.Kind.SUBMITTED)).isEqualTo(40);
            assertThat(hub.queued("dead")).isZero();
        }
        assertVerified();
    }

    @Test
    void whatIsNotLoggedIsNotDelivered() throws Exception {
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            // Given: the folder that the log writes through is gone
            Path tmp = folder.resolve("log/tmp");
            Path away = folder.resolve("log-tmp-away");
            Files.move(tmp, away);
            Files.writeString(tmp, "no folder");
            long logged = hub.log().size();

            // When
            registry.send(transfer(registry, 1), transfer(registry, 2));
            await().until(() -> !hub.health().up());
            Health broken = hub.health();

            // Then
            assertThat(broken.troubles()).containsKey("in.land-registry");
            assertThat(hub.log().size()).isEqualTo(logged);
            assertThat(hub.queued("out.housing")).isZero();
            assertThat(hub.queued("out.land-registry")).isZero();

            // and after the repair everything arrives once, although it failed more often than a message may
            await().pollDelay(java.time.Duration.ofMillis(1_500)).until(() -> true);
            Files.delete(tmp);
            Files.move(away, tmp);
            assertThat(transactions(housing, housing.receive(2))).isEqualTo(List.of(1, 2));
            assertThat(registry.receive(2)).hasSize(2);
            assertThat(hub.queued("out.housing")).isZero();
            assertThat(hub.queued("dead")).isZero();
            await().until(() -> hub.health().up());
        }
        assertVerified();
    }

    @Test
    void aStateThatIsLostIsRebuiltAndTheHubGoesOn() throws Exception {
        // Given
        Letter first;
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            first = transfer(registry, 1);
            registry.send(first);
            registry.receive();
        }
        Files.writeString(folder.resolve("hub/state/exchange.mv"), "not a store");

        // When
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            registry.send(first);

            // Then: nobody knows any more that it was delivered, so it is once more, with the same delivery id
            registry.receive();
            List<Letter> twice = housing.receive(2);
            assertThat(twice.get(0).body()).isEqualTo(twice.get(1).body());
            assertThat(count(hub, Entry.Kind.SUBMITTED)).isEqualTo(1);
            assertThat(count(hub, Entry.Kind.CONFIG)).isEqualTo(1);
        }
        assertVerified();
    }

    private static Letter transfer(SampleAgency registry, int number) throws Exception {
        return registry.letter(
                SampleRecords.TRANSFER,
                SampleRecords.transfer().put("transactionId", "0f000000-0000-4000-8000-%012d".formatted(number)));
    }

    private static List<Integer> transactions(SampleAgency housing, List<Letter> delivered) {
        return delivered.stream()
                .map(letter -> housing.open(letter).opened().orElseThrow().record())
                .map(record ->
                        Integer.parseInt(record.get("transactionId").textValue().substring(24)))
                .toList();
    }

    private static long count(Hub hub, Entry.Kind kind) throws Exception {
        return Kinds.entries(hub.log()).stream()
                .filter(entry -> entry.kind() == kind)
                .count();
    }

    private void assertVerified() throws Exception {
        assertThat(LogVerifier.verify(folder.resolve("log"), installation.trust, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isNotEqualTo("fail"));
    }
}
