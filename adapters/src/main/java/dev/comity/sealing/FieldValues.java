package dev.comity.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads records by schema paths. */
final class FieldValues {

    private FieldValues() {}

    /** The values at a path, one for each element of the arrays on its way; null and absent ones left out. */
    static List<JsonNode> at(ObjectNode record, FieldPath path) {
        List<JsonNode> values = List.of(record);
        for (String step : path.value().split("\\.")) {
            String name = step.replace("[]", "");
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                add(next, value.path(name), (step.length() - name.length()) / 2);
            }
            values = next;
        }
        return values;
    }

    private static void add(List<JsonNode> values, JsonNode value, int arrays) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (arrays == 0) {
            values.add(value);
        } else {
            value.forEach(element -> add(values, element, arrays - 1));
        }
    }

    /** A copy with these leaves only; objects and arrays in which nothing is left are left out. */
    static ObjectNode only(ObjectNode record, Set<FieldPath> leaves) {
        return (ObjectNode) object(record, Optional.empty(), leaves).orElseGet(Json::object);
    }

    private static Optional<JsonNode> kept(JsonNode value, FieldPath path, Set<FieldPath> leaves) {
        if (value instanceof ObjectNode object) {
            return object(object, Optional.of(path), leaves);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> kept(element, path.element(), leaves).ifPresent(copy::add));
            return copy.isEmpty() ? Optional.empty() : Optional.of(copy);
        }
        return leaves.contains(path) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<JsonNode> object(ObjectNode object, Optional<FieldPath> path, Set<FieldPath> leaves) {
        ObjectNode copy = object.objectNode();
        for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            FieldPath at = path.map(p -> p.member(member.getKey())).orElseGet(() -> FieldPath.of(member.getKey()));
            kept(member.getValue(), at, leaves).ifPresent(value -> copy.set(member.getKey(), value));
        }
        return copy.isEmpty() ? Optional.empty() : Optional.of(copy);
    }
}
