package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import java.time.Instant;
import java.util.Optional;

/** An entry and its place in the log. */
record Placed(long index, Entry entry) {

    /** A member that every entry of this kind has. */
    String text(String member) {
        JsonNode value = entry.json().get(member);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("entry " + index + " has no '" + member + "'");
        }
        return value.textValue();
    }

    Optional<String> optional(String member) {
        return Optional.ofNullable(entry.json().get(member)).map(JsonNode::textValue);
    }

    Instant time() {
        return Instant.parse(text("time"));
    }

    boolean is(Entry.Kind kind) {
        return entry.kind() == kind;
    }
}
