package dev.comity.client;

import dev.comity.outbox.HeldDeliveries;
import dev.comity.outbox.HeldDelivery;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what the agency's own system did not take, of each thing in its order and each time a little later. It never gives up:
 * what a sink may refuse for good is for its adapter to put aside.
 */
public final class HeldRetries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldRetries.class);
    private static final long EVERY_MILLIS = 200;
    private static final long END_MILLIS = 5_000;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final DeliveryDesk desk;
    private final HeldDeliveries held;
    private final Runnable freed;
    private final Clock clock;
    private final Map<String, Wait> waits = new HashMap<>();
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running = true;

    /** Until when nothing of a group is tried, and how long that was. */
    private record Wait(Instant until, Duration length) {

        static Wait after(Wait before, Instant now) {
            Duration longer = before == null ? FIRST_WAIT : before.length().multipliedBy(2);
            Duration length = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
            return new Wait(now.plus(length), length);
        }
    }

    /** @param freed called after a held delivery was taken: its acknowledgement is to be sent */
    public HeldRetries(DeliveryDesk desk, HeldDeliveries held, Runnable freed, Clock clock) {
        this.desk = desk;
        this.held = held;
        this.freed = freed;
        this.clock = clock;
        this.thread = new Thread(this::run, desk.agency() + "-held");
        this.thread.setDaemon(true);
    }

    public static HeldRetries start(DeliveryDesk desk, HeldDeliveries held, Runnable freed, Clock clock) {
        HeldRetries retries = new HeldRetries(desk, held, freed, clock);
        retries.thread.start();
        return retries;
    }

    private void run() {
        while (running) {
            try {
                if (!look()) {
                    stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warn(
                        "{}: what waits for the agency's system could not be handed over ({})",
                        desk.agency(),
                        e.toString());
                running = running && !stopsWithin(FIRST_WAIT);
            }
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Tries the first of each group whose time has come. @return whether something was taken, so that more may have its turn */
    boolean look() throws SQLException, InterruptedException {
        List<HeldDeliveries.First> firsts = held.firsts();
        waits.keySet()
                .retainAll(firsts.stream().map(HeldDeliveries.First::group).collect(Collectors.toSet()));
        boolean taken = false;
        for (HeldDeliveries.First first : firsts) {
            Wait wait = waits.get(first.group());
            if (running && (wait == null || !wait.until().isAfter(clock.instant()))) {
                taken |= tryOne(first);
            }
        }
        return taken;
    }

    private boolean tryOne(HeldDeliveries.First first) throws SQLException, InterruptedException {
        Optional<HeldDelivery> one = held.find(first);
        if (one.isEmpty()) {
            return false;
        }
        if (!desk.handOver(one.get())) {
            waits.put(first.group(), Wait.after(waits.get(first.group()), clock.instant()));
            return false;
        }
        waits.remove(first.group());
        held.handedOver(first, one.get().taken());
        LOG.info(
                "{}: delivery {} is stored by the agency's system now",
                desk.agency(),
                one.get().taken().delivery());
        freed.run();
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        stop.countDown();
        thread.join(END_MILLIS);
        // Only a sink that hangs: an interrupt in the middle of a write would close the database.
        thread.interrupt();
        thread.join(END_MILLIS);
    }
}
