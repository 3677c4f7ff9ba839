package dev.comity.batch;

import java.util.Map;
import java.util.Optional;

/**
 * A message to send in the transaction of the batch.
 *
 * @param address where to
 * @param body text
 * @param group message group whose order is kept, if any
 */
public record Outgoing(String address, String body, Map<String, String> properties, Optional<String> group) {

    public Outgoing {
        properties = Map.copyOf(properties);
    }
}
