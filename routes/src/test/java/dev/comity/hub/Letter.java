package dev.comity.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A message as an agency sends or receives it. */
record Letter(String body, Map<String, String> properties, Optional<String> group) {

    Letter {
        properties = Map.copyOf(properties);
    }

    Letter withBody(String other) {
        return new Letter(other, properties, group);
    }

    Letter with(String property, String value) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(property, value);
        return new Letter(body, changed, group);
    }

    Letter without(String property) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.remove(property);
        return new Letter(body, changed, group);
    }

    String property(String name) {
        return properties.getOrDefault(name, "");
    }
}
