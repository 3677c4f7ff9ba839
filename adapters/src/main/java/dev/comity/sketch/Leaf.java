package dev.comity.sketch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A value that a record of one type can have and that its source has to say.
 *
 * @param schema of the value, every reference replaced
 * @param required whether no record of the type is valid without it, the objects around it included
 */
record Leaf(FieldPath path, String titleEn, String titleZh, JsonNode schema, boolean required) {

    /** Set at sealing where the mapping does not. */
    private static final Set<String> SET_BY_ITSELF =
            Set.of("recordId", "steward", "provider", "recordedAt", "recordStatus", "supersedes", "source");

    /** All of a type, in the order of their paths. */
    static List<Leaf> of(RecordType type) {
        List<Leaf> leaves = new ArrayList<>();
        JsonNode schema = type.schema();
        for (FieldPath path : type.leaves()) {
            if (!SET_BY_ITSELF.contains(path.steps().get(0))) {
                Field field = type.field(path).orElseThrow();
                leaves.add(leaf(field, schema));
            }
        }
        return leaves;
    }

    private static Leaf leaf(Field field, JsonNode schema) {
        JsonNode at = schema;
        boolean required = true;
        for (String step : field.path().steps()) {
            if (step.equals("[]")) {
                at = at.path("items");
            } else {
                required &= holds(at.path("required"), step);
                at = at.path("properties").path(step);
            }
        }
        return new Leaf(field.path(), field.titleEn(), field.titleZh(), at, required);
    }

    private static boolean holds(JsonNode list, String name) {
        for (JsonNode one : list) {
            if (one.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Its own name, without what stands around it. */
    String name() {
        List<String> steps = path.steps();
        String last = steps.get(steps.size() - 1);
        return last.equals("[]") ? steps.get(steps.size() - 2) : last;
    }

    /** The array of objects that it stands in, or an empty text. */
    String array() {
        int at = path.value().lastIndexOf("[].");
        return at < 0 ? "" : path.value().substring(0, at + 2);
    }

    /** Its path within that array's elements. */
    String inside() {
        return array().isEmpty() ? path.value() : path.value().substring(array().length() + 1);
    }

    boolean list() {
        return path.value().endsWith("[]");
    }

    String format() {
        return schema.path("format").asText();
    }
}
