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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A JSON text: one object, a list of them, or a list inside a few objects. */
final class JsonSample {

    private static final Set<String> MARKS =
            Set.of("change", "changeno", "changeid", "seq", "sequence", "version", "rev", "revision", "offset", "mark");

    /** An answer has few members beside its list; an item that has a list in it has many. */
    private static final int MOST_BESIDE = 4;

    /** Objects that services put around their list. Inside any other object, a list is part of an item. */
    private static final Set<String> WRAPPERS =
            Set.of("data", "result", "response", "body", "payload", "content", "page", "_embedded");

    /** How deep a list may lie in what is around it. */
    private static final int MOST_AROUND = 3;

    private JsonSample() {}

    static Sample read(String text, Charset charset, Arrival arrival) throws Unreadable {
        JsonNode root = parse(text);
        Optional<String> list = list(root);
        JsonNode items = list.map(path -> InputFormat.at(root, path)).orElse(root);
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

    /**
     * Where the list of objects is: names of members from the root, joined by /; empty where the text itself is the list, or one
     * object.
     */
    private static Optional<String> list(JsonNode root) {
        return list(root, MOST_AROUND);
    }

    private static Optional<String> list(JsonNode node, int depth) {
        if (!node.isObject() || node.size() > MOST_BESIDE) {
            return Optional.empty();
        }
        Optional<String> here =
                names(node).filter(name -> isList(node.path(name))).findFirst();
        return here.isPresent() || depth == 1
                ? here
                : names(node)
                        .filter(name -> WRAPPERS.contains(name.toLowerCase(Locale.ROOT)))
                        .flatMap(name -> list(node.path(name), depth - 1).map(rest -> name + "/" + rest).stream())
                        .findFirst();
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).filter(name -> name.indexOf('/') < 0);
    }

    private static boolean isList(JsonNode node) {
        return node.isArray() && node.path(0).isObject();
    }

    private static Optional<String> mark(JsonNode item) {
        return item.properties().stream()
                .filter(member -> member.getValue().isIntegralNumber()
                        && MARKS.contains(
                                member.getKey().toLowerCase(Locale.ROOT).replace("_", "")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String body(JsonNode root, Optional<String> list, ObjectNode item) {
        if (list.isPresent()) {
            ObjectNode around = ((ObjectNode) root).deepCopy();
            ((ArrayNode) InputFormat.at(around, list.get())).removeAll().add(item);
            return Json.pretty(around);
        }
        ArrayNode alone = Json.object().arrayNode();
        return Json.pretty(root.isArray() ? alone.add(item) : item);
    }
}
