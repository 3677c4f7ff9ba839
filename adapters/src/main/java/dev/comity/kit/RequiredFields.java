package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.record.RecordType;
import dev.comity.sealing.RecordSealer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields the record type requires and no good sample sets. A required field of an object counts where some sample has the object.
 * They are told once, by the check of fields; the others leave out what follows from them.
 */
final class RequiredFields {

    private final Set<String> neverSet = new TreeSet<>();

    private RequiredFields() {}

    static RequiredFields of(Subject subject, Trial trial) {
        RequiredFields fields = new RequiredFields();
        List<JsonNode> records = trial.good().stream()
                .flatMap(one -> one.items().stream())
                .flatMap(item -> item.mapped().stream())
                .map(record -> (JsonNode) record)
                .toList();
        subject.type()
                .map(RecordType::schema)
                .filter(schema -> !records.isEmpty())
                .ifPresent(schema -> fields.look(schema, "", records));
        return fields;
    }

    private void look(JsonNode schema, String path, List<JsonNode> values) {
        List<JsonNode> objects = values.stream().filter(JsonNode::isObject).toList();
        if (objects.isEmpty()) {
            return;
        }
        for (JsonNode name : schema.path("required")) {
            String at = path.isEmpty() ? name.asText() : path + "." + name.asText();
            boolean setAtSealing = path.isEmpty() && RecordSealer.COMMON_FIELDS.contains(at);
            if (!setAtSealing && objects.stream().noneMatch(object -> object.has(name.asText()))) {
                neverSet.add(at);
            }
        }
        schema.path("properties").properties().forEach(member -> {
            String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            List<JsonNode> inside = objects.stream()
                    .filter(object -> object.has(member.getKey()))
                    .map(object -> object.get(member.getKey()))
                    .toList();
            look(member.getValue(), at, inside);
            elements(member.getValue(), at, inside);
        });
    }

    private void elements(JsonNode schema, String path, List<JsonNode> arrays) {
        List<JsonNode> elements = new ArrayList<>();
        arrays.stream().filter(JsonNode::isArray).forEach(array -> array.forEach(elements::add));
        if (!elements.isEmpty()) {
            look(schema.path("items"), path + "[]", elements);
        }
    }

    /** Paths with {@code []} for every element. */
    Set<String> all() {
        return Collections.unmodifiableSet(neverSet);
    }

    /** @param path of one record, with indices, or with none */
    boolean neverSet(String path) {
        return neverSet.contains(path.replaceAll("\\[[0-9]+]", "[]"));
    }
}
