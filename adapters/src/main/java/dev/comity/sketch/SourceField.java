package dev.comity.sketch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of the agency's own items.
 *
 * @param path member names joined by {@code /}, {@code []} for the elements of a list
 * @param values those that the items have, for guessing only: they are written nowhere but into the samples
 */
record SourceField(String path, List<JsonNode> values) {

    private static final char STEP = '/';

    /** All fields of some items, in the order in which they come. */
    static List<SourceField> of(List<ObjectNode> items) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        items.forEach(item -> collect("", item, found));
        return found.entrySet().stream()
                .map(entry -> new SourceField(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void collect(String path, JsonNode node, Map<String, List<JsonNode>> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            path.isEmpty() ? member.getKey() : path + STEP + member.getKey(),
                            member.getValue(),
                            found));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, found));
        } else if (!node.isNull()) {
            found.computeIfAbsent(path, name -> new ArrayList<>()).add(node);
        }
    }

    /** Its own name, without what stands around it. */
    String name() {
        String plain = list() ? path.substring(0, path.length() - 2) : path;
        return plain.substring(plain.lastIndexOf(STEP) + 1);
    }

    boolean list() {
        return path.endsWith("[]");
    }

    /** The list of objects that it stands in, or an empty text. */
    String array() {
        int at = path.lastIndexOf("[]/");
        return at < 0 ? "" : path.substring(0, at);
    }

    /** Its path within the elements of that list. */
    String inside() {
        return array().isEmpty() ? path : path.substring(array().length() + 3);
    }

    /** As JSLT reads it, from the item or from the element of the list that it stands in. */
    String expression() {
        String inside = inside();
        return expression(list() ? inside.substring(0, inside.length() - 2) : inside);
    }

    /** @param path of nothing but member names */
    static String expression(String path) {
        StringBuilder expression = new StringBuilder();
        for (String step : path.split(String.valueOf(STEP))) {
            boolean plain = step.matches("[A-Za-z_][A-Za-z0-9_]*");
            expression.append('.').append(plain ? step : "\"" + step.replace("\"", "\\\"") + "\"");
        }
        return expression.toString();
    }

    /** Its values as texts. */
    List<String> texts() {
        return values.stream().map(JsonNode::asText).toList();
    }
}
