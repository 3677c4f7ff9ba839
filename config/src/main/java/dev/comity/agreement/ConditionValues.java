package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A record as CEL values. Integers that fit 64 bits, texts, truth values, lists and maps; a decimal and {@code null} have no
 * CEL value here and count as absent.
 */
final class ConditionValues {

    private ConditionValues() {}

    static Map<String, Object> of(ObjectNode record) {
        Map<String, Object> values = new HashMap<>();
        record.properties().forEach(member -> {
            Object value = value(member.getValue());
            if (value != null) {
                values.put(member.getKey(), value);
            }
        });
        return values;
    }

    private static Object value(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return of(object);
        }
        if (node.isArray()) {
            return elements(node);
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
    }

    private static List<Object> elements(JsonNode array) {
        List<Object> elements = new ArrayList<>();
        for (JsonNode element : array) {
            Object value = value(element);
            if (value == null) {
                // Leaving one out would shift the others: such a list has no CEL value as a whole.
                return null;
            }
            elements.add(value);
        }
        return elements;
    }
}
