package dev.comity.config;

import java.util.Locale;

/**
 * How much the hub takes from an agency.
 *
 * @param rate records a second; 0 for as many as the hub can process
 * @param burst how many may come at once after a pause
 * @param compactBytes length of the longest envelope
 * @param beyond what becomes of records that come faster
 */
public record AgencyLimits(int rate, int burst, int compactBytes, Beyond beyond) {

    /** What becomes of what is too fast. */
    public enum Beyond {
        /** It waits in the agency's queue: nothing is refused and nothing lost. */
        WAIT,
        /** It is refused with {@code rate}, for good. */
        REFUSE;

        /** @throws IllegalArgumentException for another word */
        static Beyond of(String word) {
            for (Beyond beyond : values()) {
                if (beyond.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return beyond;
                }
            }
            throw new IllegalArgumentException("wait or refuse");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AgencyLimits {
        if (rate < 0 || burst < 1 || compactBytes < 1) {
            throw new IllegalArgumentException("a rate from 0, a burst from 1 and a length from 1 were expected");
        }
    }

    /** Whether records of this agency may have to wait in its queue. */
    public boolean shapes() {
        return rate > 0 && beyond == Beyond.WAIT;
    }

    /** Whether records of this agency may be refused because they come too fast. */
    public boolean refuses() {
        return rate > 0 && beyond == Beyond.REFUSE;
    }
}
