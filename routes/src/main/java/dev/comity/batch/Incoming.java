package dev.comity.batch;

import java.util.HashMap;
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

    /** The properties without those that a broker sets. */
    Map<String, String> given() {
        Map<String, String> given = new HashMap<>(properties);
        given.keySet().removeIf(name -> name.startsWith("_AMQ_") || name.startsWith("JMS_AMQP_"));
        return given;
    }

    /** The same message, sent on. */
    public Outgoing to(String address) {
        return new Outgoing(address, body.orElse(""), given(), group);
    }
}
