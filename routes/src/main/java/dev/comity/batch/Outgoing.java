package dev.comity.batch;

import java.util.Map;
import java.util.Optional;

/**
 * A message to send in the transaction of the batch.
 *
 * @param address where to
 * @param body text
 * @param form how the body is written; agencies get text
 * @param group message group whose order is kept, if any
 */
public record Outgoing(String address, String body, Form form, Map<String, String> properties, Optional<String> group) {

    /** A text message, or bytes of UTF-8, which take half the room in the broker's journal. */
    public enum Form {
        TEXT,
        BYTES
    }

    /** A text message. */
    public Outgoing(String address, String body, Map<String, String> properties, Optional<String> group) {
        this(address, body, Form.TEXT, properties, group);
    }

    public Outgoing {
        properties = Map.copyOf(properties);
    }
}
