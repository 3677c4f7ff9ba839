package dev.comity.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Counts;
import dev.comity.outbox.HeldDeliveries;
import dev.comity.outbox.HeldDelivery;
import dev.comity.outbox.Inbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agency's system refused comes to it later, of each thing in its order. */
class HeldRetriesTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path folder;

    private final List<String> stored = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private Instant now = START;
    private int freed;
    private AgencyDatabase database;
    private HeldDeliveries held;
    private HeldRetries retries;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @BeforeEach
    void open() throws Exception {
        database = AgencyDatabase.open(folder);
        held = new HeldDeliveries(database);
        Sink sink = (type, json, headers) -> {
            if (refused.contains(json)) {
                throw new IllegalStateException("the system is full");
            }
            stored.add(json);
        };
        DeliveryDesk desk = new DeliveryDesk("housing", "city-hub", () -> null, () -> null, sink, clock);
        retries = new HeldRetries(desk, held, () -> freed++, clock);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private static HeldDelivery delivery(String name, String group, long seq) {
        var taken = new Inbox.Taken(name, "land-registry", "a/1", "ack of " + name, START, "log", seq);
        return new HeldDelivery(group, "a/1", name, Map.of("comityDelivery", name), taken);
    }

    private void hold() throws Exception {
        held.put(List.of(
                delivery("x1", "x", 1), delivery("y1", "y", 2), delivery("x2", "x", 3), delivery("y2", "y", 4)));
    }

    private void lookUntilQuiet() throws Exception {
        while (retries.look()) {
            // Each look takes the first of each group.
        }
    }

    @Test
    void onlyWhatIsAboutTheSameThingWaits() throws Exception {
        hold();
        refused.add("x1");

        lookUntilQuiet();

        assertThat(stored).containsExactly("y1", "y2");
        assertThat(held.hasGroup("x")).isTrue();
        assertThat(held.hasGroup("y")).isFalse();
        assertThat(freed).isEqualTo(2);
    }

    @Test
    void whatWaitedComesInItsOrderAndIsAcknowledgedThenAlone() throws Exception {
        hold();
        refused.add("x1");
        lookUntilQuiet();
        List<String> before = List.copyOf(new Inbox(database).unacknowledged().values());
        refused.clear();
        now = now.plus(Duration.ofSeconds(1));

        lookUntilQuiet();

        assertThat(stored).containsExactly("y1", "y2", "x1", "x2");
        assertThat(before).containsExactlyInAnyOrder("ack of y1", "ack of y2");
        assertThat(new Inbox(database).unacknowledged().values()).contains("ack of x1", "ack of x2");
        assertThat(held.count()).isZero();
        assertThat(Counts.of(database).received()).isEqualTo(4);
    }

    @Test
    void triesLaterEachTimeAndNeverTwiceAtOnce() throws Exception {
        held.put(List.of(delivery("x1", "x", 1)));
        refused.add("x1");
        List<Long> tried = new ArrayList<>();

        for (int millis = 0; millis < 2_000; millis += 100) {
            now = START.plusMillis(millis);
            long before = stored.size();
            refused.remove("x1");
            if (millis < 1_400) {
                refused.add("x1");
            }
            retries.look();
            if (stored.size() > before) {
                tried.add((long) millis);
            }
        }

        // Tried at 0, 200, 600 and 1400 ms.
        assertThat(tried).containsExactly(1_400L);
    }

    @Test
    void aStopLosesNothingAndDoublesNothing() throws Exception {
        hold();
        refused.add("x1");
        lookUntilQuiet();
        database.close();
        open();
        held.put(List.of(delivery("x1", "x", 1), delivery("x2", "x", 3))); // the broker gives them once more
        refused.clear();

        lookUntilQuiet();

        assertThat(stored).containsExactly("y1", "y2", "x1", "x2");
        assertThat(Counts.of(database).received()).isEqualTo(4);
    }
}
