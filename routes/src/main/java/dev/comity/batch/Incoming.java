package dev.comity.batch;

import java.util.Map;
import java.util.Optional;

/**
 * A message as it came from a queue. Nothing in it is trusted.
 *
 * @param id the broker's, the same at each redelivery
 * @param body text; empty where the body is none
 * @param properties those with text values
 * @param group message group, if the sender set one
 */
public record Incoming(long id, Optional<String> body, Map<String, String> properties, Optional<String> group) {

    public Incoming {
        properties = Map.copyOf(properties);
    }

    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
