package dev.comity.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has become of the records of one phase: each delivery that must come is expected once, and whatever comes twice, or was
 * not expected, counts as surplus. Thread-safe.
 */
final class Tally {

    /** Under full load so many records are on their way at most; more would only wait in the broker. */
    static final int WINDOW = 1_000;

    private static final long IDLE_SECONDS = 60;
    private static final long POLL_MILLIS = 20;

    private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Integer> receipts = new ConcurrentHashMap<>();
    private final Map<String, Integer> acknowledgements = new ConcurrentHashMap<>();
    private final AtomicIntegerArray open;
    private final long[] sentAt;
    private final Semaphore window = new Semaphore(WINDOW);
    private final Latencies latencies;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong surplus = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final CountDownLatch left;
    private volatile long lastDelivery;

    /** @param acknowledged whether each delivery comes back to its provider as an acknowledgement */
    Tally(List<SealedRecord> records, boolean acknowledged) {
        open = new AtomicIntegerArray(records.size());
        sentAt = new long[records.size()];
        left = new CountDownLatch(records.size());
        int expected = 0;
        for (int i = 0; i < records.size(); i++) {
            SealedRecord record = records.get(i);
            int number = i;
            receipts.put(record.jti(), number);
            record.deliveries().forEach(delivery -> deliveries.put(delivery, number));
            if (acknowledged) {
                record.deliveries().forEach(delivery -> acknowledgements.put(delivery, number));
            }
            expected += record.deliveries().size();
            open.set(i, 1 + record.deliveries().size() * (acknowledged ? 2 : 1));
        }
        latencies = new Latencies(expected);
    }

    /** Whether one more may be on its way. Every record must have asked before it is sent. */
    boolean mayBegin() {
        return window.tryAcquire();
    }

    /** Waits until one more may be on its way. */
    void awaitBegin() throws InterruptedException {
        window.acquire();
    }

    /** A record is being handed over now. @param number from 0 */
    void sent(int number) {
        sentAt[number] = System.nanoTime();
    }

    void delivered(String delivery) {
        long now = System.nanoTime();
        Integer record = deliveries.remove(delivery);
        if (record != null) {
            latencies.add(now - sentAt[record]);
            lastDelivery = now;
        }
        settle(record);
    }

    void accepted(String jti) {
        settle(receipts.remove(jti));
    }

    void refused(String jti) {
        refused.incrementAndGet();
        settle(receipts.remove(jti));
    }

    void acknowledged(String delivery) {
        settle(acknowledgements.remove(delivery));
    }

    private void settle(Integer record) {
        events.incrementAndGet();
        if (record == null) {
            surplus.incrementAndGet();
        } else if (open.decrementAndGet(record) == 0) {
            window.release();
            left.countDown();
        }
    }

    /** Waits for all of it; false if for a minute nothing at all came. */
    boolean await() throws InterruptedException {
        long seen = -1;
        long since = System.nanoTime();
        while (!left.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (events.get() != seen) {
                seen = events.get();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
                return false;
            }
        }
        return true;
    }

    long missing() {
        return deliveries.size() + receipts.size() + acknowledgements.size();
    }

    long surplus() {
        return surplus.get();
    }

    /** Records that the hub refused: none of the benchmark's should be. */
    long refused() {
        return refused.get();
    }

    Latencies latencies() {
        return latencies;
    }

    /** Nanoseconds from one moment to the last delivery. */
    long nanosSince(long start) {
        return Math.max(1, lastDelivery - start);
    }
}
