package dev.comity.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each of a number of things took. Thread-safe while it is filled. */
final class Latencies {

    private final int[] micros;
    private final AtomicInteger filled = new AtomicInteger();

    Latencies(int most) {
        micros = new int[most];
    }

    void add(long nanos) {
        int place = filled.getAndIncrement();
        if (place < micros.length) {
            micros[place] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
        }
    }

    /** The value, in milliseconds, that this share of all values does not exceed; 0 where there is none. */
    double millis(double share) {
        int count = Math.min(filled.get(), micros.length);
        if (count == 0) {
            return 0;
        }
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        int place = (int) Math.ceil(share * count) - 1;
        return sorted[Math.max(0, place)] / 1_000.0;
    }
}
