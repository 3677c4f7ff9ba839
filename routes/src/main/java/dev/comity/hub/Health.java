package dev.comity.hub;

import dev.comity.envelope.Wire;
import dev.comity.witnesses.Witnessed;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the hub is.
 *
 * @param troubles queue that stands still, with the reason; nothing of it is lost
 * @param deadLetters messages that an operator must look at
 * @param waiting messages in each agency's two queues
 * @param backlog as many as may wait for one consumer before an operator should ask whether it is still there
 * @param witnessed how far the log is witnessed, and since when it is behind; deliveries do not wait for it
 * @param indexLag entries of the log that the search index does not know yet
 */
public record Health(
        Map<String, String> troubles,
        long deadLetters,
        Map<String, Long> waiting,
        int backlog,
        Witnessed witnessed,
        long indexLag) {

    private static final String OUT = Wire.out("");
    private static final Duration LONGEST_LAG = Duration.ofMinutes(10);

    public Health {
        waiting = Collections.unmodifiableMap(new TreeMap<>(waiting));
        troubles = Collections.unmodifiableMap(new TreeMap<>(troubles));
    }

    /** Whether witnesses are so late that the times of entries cannot be judged any more. */
    public boolean isWitnessedLate() {
        return !witnessed.isComplete() && witnessed.lag().compareTo(LONGEST_LAG) > 0;
    }

    /** Whether every queue moves. */
    public boolean up() {
        return troubles.isEmpty();
    }

    /** Consumers' queues in which more waits than an operator would expect. Nothing of it is lost, and nobody else waits. */
    public Map<String, Long> backlogs() {
        Map<String, Long> backlogs = new TreeMap<>(waiting);
        backlogs.entrySet().removeIf(one -> !one.getKey().startsWith(OUT) || one.getValue() <= backlog);
        return backlogs;
    }
}
