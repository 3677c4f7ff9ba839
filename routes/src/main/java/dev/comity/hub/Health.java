package dev.comity.hub;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the hub is.
 *
 * @param troubles queue that stands still, with the reason; nothing of it is lost
 * @param deadLetters messages that an operator must look at
 */
public record Health(Map<String, String> troubles, long deadLetters) {

    public Health {
        troubles = Collections.unmodifiableMap(new TreeMap<>(troubles));
    }

    /** Whether every queue moves. */
    public boolean up() {
        return troubles.isEmpty();
    }
}
