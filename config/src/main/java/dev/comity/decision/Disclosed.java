package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a record leaves its source for one agreement: the leaves that the agreement needs, and the containers that hold
 * them. A container in which nothing is needed is not there at all.
 *
 * @param record the part
 * @param leaves schema paths of its leaves
 */
public record Disclosed(ObjectNode record, Set<FieldPath> leaves) {

    /** @param needed leaves that the agreement releases or tests */
    public static Disclosed of(ObjectNode record, Set<FieldPath> needed) {
        Set<FieldPath> leaves = new TreeSet<>();
        ObjectNode part = object(record, Optional.empty(), needed, leaves).orElseGet(Json::object);
        return new Disclosed(part, leaves);
    }

    private static Optional<ObjectNode> object(
            ObjectNode node, Optional<FieldPath> at, Set<FieldPath> needed, Set<FieldPath> leaves) {
        ObjectNode part = Json.object();
        node.properties().forEach(member -> {
            FieldPath path = at.map(p -> p.member(member.getKey())).orElseGet(() -> FieldPath.of(member.getKey()));
            value(member.getValue(), path, needed, leaves).ifPresent(value -> part.set(member.getKey(), value));
        });
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private static Optional<JsonNode> value(
            JsonNode node, FieldPath path, Set<FieldPath> needed, Set<FieldPath> leaves) {
        if (node instanceof ObjectNode object) {
            return object(object, Optional.of(path), needed, leaves).map(part -> part);
        }
        if (node instanceof ArrayNode array) {
            return array(array, path.element(), needed, leaves);
        }
        if (!needed.contains(path)) {
            return Optional.empty();
        }
        leaves.add(path);
        return Optional.of(node);
    }

    private static Optional<JsonNode> array(
            ArrayNode array, FieldPath element, Set<FieldPath> needed, Set<FieldPath> leaves) {
        ArrayNode part = Json.object().putArray("part");
        array.forEach(item -> value(item, element, needed, leaves).ifPresent(part::add));
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }
}
