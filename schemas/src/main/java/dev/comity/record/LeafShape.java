package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.util.Optional;

/**
 * One value with its rules.
 *
 * @param type JSON type name
 * @param rules what the schema says of the value, without annotations
 * @param compiled the same
 * @param standard that the text follows, which may also warn
 */
record LeafShape(String type, ObjectNode rules, Schema compiled, Optional<FieldStandard> standard) implements Shape {

    @Override
    public void check(JsonNode value, Spot spot, Findings findings) {
        if (!hasType(value)) {
            findings.problem(spot, "expected " + Expectations.ofType(type));
            return;
        }
        var errors = compiled.validate(value);
        for (var error : errors) {
            findings.problem(spot, "expected " + Expectations.of(error.getKeyword(), rules, standard));
        }
        if (errors.isEmpty() && standard.isPresent()) {
            standard.get().warning(value.asText()).ifPresent(warning -> findings.warning(spot, warning));
        }
    }

    private boolean hasType(JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            // JSON Schema takes 1.0 for an integer; a reader that maps it to a whole number would rewrite it.
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }
}
