package dev.comity.hub;

import dev.comity.batch.Pace;
import java.util.LinkedHashMap;
import java.util.Map;

/** How fast one agency may go where what is faster is refused. A message that is judged again, since its batch is, counts once. */
final class HardPace {

    /** As many as the largest batch has. */
    private static final int REMEMBERED = 10_000;

    private final Pace pace = new Pace();
    private final Map<Long, Boolean> counted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Whether it is slow enough; then it counts.
     *
     * @param message the broker's id of it
     * @param nanos of {@link System#nanoTime}
     */
    synchronized boolean lets(long message, Pace.Limit limit, long nanos) {
        if (counted.containsKey(message)) {
            return true;
        }
        if (pace.permits(1, limit, nanos) == 0) {
            return false;
        }
        pace.took(1);
        counted.put(message, true);
        return true;
    }
}
