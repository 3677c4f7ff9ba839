package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One value with its rules.
 *
 * @param type JSON type name
 * @param checks that a value of the type must pass, all of them
 * @param standard that the text follows, which may also warn
 */
record LeafShape(String type, List<LeafCheck> checks, Optional<FieldStandard> standard) implements Shape {

    @Override
    public void check(JsonNode value, Spot spot, Findings findings) {
        if (!hasType(value)) {
            findings.problem(spot, "expected " + Expectations.ofType(type));
            return;
        }
        boolean right = true;
        for (LeafCheck check : checks) {
            if (!check.holds().test(value)) {
                findings.problem(spot, check.expectation());
                right = false;
            }
        }
        if (right && standard.isPresent()) {
            standard.get().warning(value.textValue()).ifPresent(warning -> findings.warning(spot, warning));
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
