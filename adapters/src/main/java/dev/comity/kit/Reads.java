package dev.comity.kit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which members of an item somebody asked for, by path, whether the item has them or not. */
final class Reads {

    private final Set<String> asked = new TreeSet<>();
    private final Set<String> whole = new TreeSet<>();

    /** A copy of the item that tells this object what it is asked. */
    ObjectNode watch(ObjectNode item) {
        return object(item, "");
    }

    /** Paths that were asked for by name. */
    Set<String> asked() {
        return asked;
    }

    /** Whether the member was asked for by name, or an object around it was taken whole. */
    boolean includes(String path) {
        return asked.contains(path)
                || whole.stream()
                        .anyMatch(at -> at.isEmpty() || path.startsWith(at + ".") || path.startsWith(at + "["));
    }

    /** Adds what another item was asked. */
    void add(Reads other) {
        asked.addAll(other.asked);
        whole.addAll(other.whole);
    }

    /** Paths of all values of an item that are no objects or arrays; {@code []} stands for every element. */
    static Set<String> leaves(JsonNode item) {
        Set<String> paths = new TreeSet<>();
        leaves(item, "", paths);
        return paths;
    }

    private static void leaves(JsonNode node, String path, Set<String> paths) {
        if (node.isObject()) {
            node.properties().forEach(m -> leaves(m.getValue(), member(path, m.getKey()), paths));
        } else if (node.isArray()) {
            node.forEach(element -> leaves(element, path + "[]", paths));
        } else {
            paths.add(path);
        }
    }

    private static String member(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode watched(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object(object, path);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.object().arrayNode();
            array.forEach(element -> copy.add(watched(element, path + "[]")));
            return copy;
        }
        return node;
    }

    private ObjectNode object(ObjectNode object, String path) {
        Watched copy = new Watched(path);
        object.properties().forEach(m -> copy.set(m.getKey(), watched(m.getValue(), member(path, m.getKey()))));
        return copy;
    }

    /** An object that says what it is asked for. Looked through as a whole, it counts as read whole. */
    private final class Watched extends ObjectNode {

        private static final long serialVersionUID = 1L;
        private final String path;

        Watched(String path) {
            super(JsonNodeFactory.instance);
            this.path = path;
        }

        @Override
        public JsonNode get(String name) {
            asked.add(member(path, name));
            return super.get(name);
        }

        @Override
        public JsonNode path(String name) {
            asked.add(member(path, name));
            return super.path(name);
        }

        @Override
        public Iterator<Map.Entry<String, JsonNode>> fields() {
            whole.add(path);
            return super.fields();
        }

        @Override
        public Set<Map.Entry<String, JsonNode>> properties() {
            whole.add(path);
            return super.properties();
        }

        @Override
        public Iterator<String> fieldNames() {
            whole.add(path);
            return super.fieldNames();
        }

        @Override
        public Iterator<JsonNode> elements() {
            whole.add(path);
            return super.elements();
        }

        @Override
        public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
            whole.add(path);
            super.serialize(out, provider);
        }

        @Override
        public ObjectNode deepCopy() {
            whole.add(path);
            return super.deepCopy();
        }

        @Override
        public boolean equals(Object other) {
            whole.add(path);
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }
}
