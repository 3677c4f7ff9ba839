package dev.comity.story;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one record, in the order of the log.
 *
 * @param id what was asked for, or the exchange that it belongs to
 * @param outcome {@code delivered}, {@code under way} or {@code refused}
 * @param reader the agency that it is told to; empty for who may read the log
 */
public record Story(String id, String outcome, Optional<String> reader, List<Event> events) {

    public Story {
        events = List.copyOf(events);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("exchange", id).put("outcome", outcome);
        reader.ifPresent(agency -> json.put("as", agency));
        ArrayNode list = json.putArray("events");
        events.forEach(event -> list.add(event.json()));
        return json;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s%s"
                .formatted(
                        outcome.toUpperCase(),
                        id,
                        reader.map(agency -> "  as " + agency).orElse("")));
        for (Event event : events) {
            lines.add("");
            lines.add("%s  entry %,d  %s".formatted(event.time(), event.index(), event.heading()));
            event.details().forEach(detail -> lines.add("  " + detail));
        }
        return lines;
    }
}
