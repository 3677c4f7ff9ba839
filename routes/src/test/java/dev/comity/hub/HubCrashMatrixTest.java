package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.batch.Unavailable;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong without a crash: one bad record among many, a clock that is set back, a consumer that breaks off. */
class HubCrashMatrixTest {

    private static final int RECORDS = 100;
    private static final int POISON = 37;
    private static final int ATTEMPTS = 10;

    @TempDir
    Path folder;

    private SampleInstallation installation;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
    }

    @Test
    void aPoisonRecordAmongAHundredCostsNoOtherRecordAnything() throws Exception {
        // Given: a hub that takes nothing before all hundred are there, and then fails at one of them
        AtomicBoolean allThere = new AtomicBoolean();
        AtomicInteger passes = new AtomicInteger();
        try (Hub hub = installation.start(() -> failAtThePoison(allThere, passes));
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            List<Letter> letters = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                letters.add(transfer(registry, i));
            }
            registry.send(letters.toArray(Letter[]::new));

            // When
            allThere.set(true);

            // Then
            assertThat(transactions(housing, housing.receive(RECORDS - 1)))
                    .isEqualTo(IntStream.range(0, RECORDS)
                            .filter(i -> i != POISON)
                            .boxed()
                            .toList());
            List<Letter> answers = registry.receive(RECORDS);
            assertThat(answers.get(POISON).property(Wire.CONTENT_TYPE)).isEqualTo(Wire.UNDELIVERABLE);
            assertThat(answers)
                    .filteredOn(a -> a.property(Wire.CONTENT_TYPE).equals(Wire.ACCEPTED))
                    .hasSize(RECORDS - 1);
            assertThat(hub.queued("dead")).isEqualTo(1);
            assertThat(hub.queued("out.housing")).isZero();
            assertThat(count(hub, Entry.Kind.SUBMITTED)).isEqualTo(RECORDS);
            assertThat(count(hub, Entry.Kind.UNDELIVERABLE)).isEqualTo(1);
        }
        assertVerified();
    }

    /** Counts the passes between log and delivery: the whole batch first, then each message alone, in their order. */
    private static void failAtThePoison(AtomicBoolean allThere, AtomicInteger passes) {
        if (!allThere.get()) {
            throw new Unavailable("waiting for the others", null);
        }
        int pass = passes.getAndIncrement();
        boolean whole = pass == 0;
        boolean poison = pass > POISON && pass <= POISON + ATTEMPTS;
        if (whole || poison) {
            throw new IllegalStateException("a fault of the program");
        }
    }

    @Test
    void aClockThatIsSetBackTurnsBackNeitherTheLogNorTheDeliveries() throws Exception {
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub);
                SampleAgency housing = installation.agency("housing", hub)) {
            // Given
            registry.send(transfer(registry, 0));
            housing.receive();

            // When
            installation.clock.forward(Duration.ofHours(-3));
            registry.send(transfer(registry, 1), transfer(registry, 2));

            // Then
            assertThat(transactions(housing, housing.receive(2))).isEqualTo(List.of(1, 2));
            List<Entry> entries = Kinds.entries(hub.log());
            assertThat(entries.get(entries.size() - 1).json().path("time").asText())
                    .isEqualTo(SampleInstallation.START.toString());
        }
        assertVerified();
    }

    @Test
    void aConsumerThatBreaksOffAgainAndAgainGetsItsRecordAllTheSame() throws Exception {
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            // Given: more often than any message is tried
            registry.send(transfer(registry, 1));
            await().until(() -> hub.queued("out.housing") == 1);
            for (int i = 0; i < 3 * ATTEMPTS; i++) {
                breakOff(hub);
            }

            // When
            try (SampleAgency housing = installation.agency("housing", hub)) {
                List<Letter> received = housing.receive(1);

                // Then
                assertThat(transactions(housing, received)).isEqualTo(List.of(1));
            }
            assertThat(hub.queued("dead")).isZero();
        }
        assertVerified();
    }

    /** Takes the message and goes away without a word. */
    private void breakOff(Hub hub) throws Exception {
        try (SampleAgency housing = installation.agency("housing", hub)) {
            housing.receiveAndForget();
        }
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
        var verdict = LogVerifier.verify(folder.resolve("log"), installation.trust, n -> {});
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(LogVerifier.Outcome.VERIFIED);
    }
}
