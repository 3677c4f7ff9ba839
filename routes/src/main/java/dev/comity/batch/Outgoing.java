package dev.comity.batch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A message to send in the transaction of the batch.
 *
 * @param address where to
 * @param body text, which goes as bytes of UTF-8
 * @param group message group whose order is kept, if any
 * @param waits how long it may wait to be taken; empty for ever
 */
public record Outgoing(
        String address, String body, Map<String, String> properties, Optional<String> group, Optional<Duration> waits) {

    /** A message that waits for ever. */
    public Outgoing(String address, String body, Map<String, String> properties, Optional<String> group) {
        this(address, body, properties, group, Optional.empty());
    }

    public Outgoing {
        properties = Map.copyOf(properties);
    }

    /** The same, given back by the broker if nobody has taken it by then. */
    public Outgoing waiting(Duration longest) {
        return new Outgoing(address, body, properties, group, Optional.of(longest));
    }
}
