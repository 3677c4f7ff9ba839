package dev.comity.sketch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.SourceItem;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.sketch.Sample.Part;
import dev.comity.sketch.Sample.Unreadable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON text: one object, a list of them, or an object with a member that holds the list. */
final class JsonSample {

    private static final Set<String> MARKS =
            Set.of("change", "changeno", "changeid", "seq", "sequence", "version", "rev", "revision", "offset", "mark");

    private JsonSample() {}

    static Sample read(String text, Charset charset, Arrival arrival) throws Unreadable {
        JsonNode root = parse(text);
        Optional<String> list = list(root);
        JsonNode items = list.map(root::path).orElse(root);
        // A source over HTTP that numbers its changes can be asked for what is new; any other has to send by itself.
        Optional<String> mark =
                arrival == Arrival.REQUEST ? mark(items.isArray() ? items.path(0) : items) : Optional.empty();
        InputFormat format = Formats.json(arrival, charset, list, mark);
        List<SourceItem> read = SampleFile.items(format, Json.text(root).getBytes(charset));
        List<Part> parts = new ArrayList<>();
        for (SourceItem item : read.subList(0, Math.min(Sample.PARTS, read.size()))) {
            parts.add(new Part(body(root, list, item.content()).getBytes(charset), item.content()));
        }
        return new Sample(format, read.stream().map(SourceItem::content).toList(), parts, "json", List.of());
    }

    private static JsonNode parse(String text) throws Unreadable {
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw new Unreadable(
                    "the sample is not JSON at line %d, column %d: %s".formatted(e.line(), e.column(), e.getMessage()));
        }
    }

    /** The member that holds a list of objects; empty where the text itself is the list, or one object. */
    private static Optional<String> list(JsonNode root) {
        return root.isObject()
                ? root.properties().stream()
                        .filter(member -> member.getValue().isArray()
                                && member.getValue().path(0).isObject()
                                && root.size() <= 4)
                        .map(Map.Entry::getKey)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> mark(JsonNode item) {
        return item.properties().stream()
                .filter(member -> member.getValue().isIntegralNumber()
                        && MARKS.contains(member.getKey()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace("_", "")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String body(JsonNode root, Optional<String> list, ObjectNode item) {
        if (list.isPresent()) {
            ObjectNode around = ((ObjectNode) root).deepCopy();
            around.putArray(list.get()).add(item);
            return Json.pretty(around);
        }
        ArrayNode alone = Json.object().arrayNode();
        return Json.pretty(root.isArray() ? alone.add(item) : item);
    }
}
