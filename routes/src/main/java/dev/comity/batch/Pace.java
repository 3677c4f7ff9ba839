package dev.comity.batch;

import java.util.concurrent.TimeUnit;

/**
 * How fast something may go: so many a second, and after a pause a burst at once (a token bucket). Asked anew each time, so that a
 * changed limit counts from the next batch on. Thread-safe.
 */
public final class Pace {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private double there = Double.MAX_VALUE;
    private long since;

    /**
     * A limit.
     *
     * @param perSecond 0 for none
     * @param burst at once, 1 at least
     */
    public record Limit(int perSecond, int burst) {

        public static final Limit NONE = new Limit(0, 1);

        public boolean isNone() {
            return perSecond == 0;
        }
    }

    /**
     * How many may come now.
     *
     * @param nanos of {@link System#nanoTime}
     */
    public synchronized int permits(int most, Limit limit, long nanos) {
        if (limit.isNone()) {
            return most;
        }
        // The first time everything is there.
        double grown = there == Double.MAX_VALUE ? limit.burst() : there + (nanos - since) / NANOS * limit.perSecond();
        there = Math.min(grown, limit.burst());
        since = nanos;
        return (int) Math.max(0, Math.min(most, Math.floor(there)));
    }

    /** So many came. */
    public synchronized void took(int messages) {
        there = there == Double.MAX_VALUE ? there : there - messages;
    }
}
