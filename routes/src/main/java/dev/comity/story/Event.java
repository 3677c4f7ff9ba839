package dev.comity.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.time.Instant;
import java.util.List;

/**
 * One thing that happened.
 *
 * @param index of its entry in the log
 * @param kind of the entry
 * @param heading one line for people
 * @param details further lines
 * @param members for machines, beside index, time and kind
 */
record Event(long index, Instant time, String kind, String heading, List<String> details, ObjectNode members) {

    Event {
        details = List.copyOf(details);
    }

    ObjectNode json() {
        ObjectNode json =
                Json.object().put("index", index).put("time", time.toString()).put("kind", kind);
        json.setAll(members);
        return json;
    }
}
