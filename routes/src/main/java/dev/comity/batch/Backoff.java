package dev.comity.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses that grow from 50 ms to 5 s, and end at once when asked to stop. */
final class Backoff {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 5_000;

    private long next = FIRST_MILLIS;

    void reset() {
        next = FIRST_MILLIS;
    }

    void pause(CountDownLatch stopping) {
        try {
            stopping.await(next, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
        next = Math.min(next * 2, LONGEST_MILLIS);
    }
}
