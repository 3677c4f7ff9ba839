package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where what came out differs from what was expected: paths and kinds, never a value. */
final class JsonDifference {

    /**
     * One difference.
     *
     * @param path {@code a.b[0].c}; empty for the whole
     * @param pointer the same as JSON Pointer
     * @param message what differs
     */
    record Difference(String path, String pointer, String message) {

        /** As a problem at its place in the file that says what was expected. */
        Problem in(YamlNode expected, String of) {
            String where = path.isEmpty() ? "the whole" : "'" + path + "'";
            return YamlJson.at(expected, pointer).error(of + where + " " + message);
        }
    }

    private final List<Difference> differences = new ArrayList<>();

    private JsonDifference() {}

    static List<Difference> between(JsonNode expected, JsonNode found) {
        JsonDifference all = new JsonDifference();
        all.compare(expected, found, "", "");
        return all.differences;
    }

    private void compare(JsonNode expected, JsonNode found, String path, String pointer) {
        if (expected.isObject() && found.isObject()) {
            members(expected, found, path, pointer);
        } else if (expected.isArray() && found.isArray()) {
            elements(expected, found, path, pointer);
        } else if (expected.getNodeType() != found.getNodeType()) {
            add(path, pointer, "was expected as %s and is %s".formatted(kind(expected), kind(found)));
        } else if (!expected.equals(found)) {
            add(path, pointer, "has another value than expected");
        }
    }

    private void members(JsonNode expected, JsonNode found, String path, String pointer) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String at = path.isEmpty() ? name : path + "." + name;
            String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (!expected.has(name)) {
                add(at, pointer, "was not expected, and is there");
            } else if (!found.has(name)) {
                add(at, below, "was expected, and is not there");
            } else {
                compare(expected.get(name), found.get(name), at, below);
            }
        }
    }

    private void elements(JsonNode expected, JsonNode found, String path, String pointer) {
        if (expected.size() != found.size()) {
            add(path, pointer, "has %d elements where %d were expected".formatted(found.size(), expected.size()));
        }
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            compare(expected.get(i), found.get(i), path + "[" + i + "]", pointer + "/" + i);
        }
    }

    private void add(String path, String pointer, String message) {
        differences.add(new Difference(path, pointer, message));
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
