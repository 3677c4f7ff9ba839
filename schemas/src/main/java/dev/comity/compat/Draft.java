package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The editions of JSON Schema that are read, told by {@code $schema}. */
enum Draft {
    V4("draft-04"),
    V6("draft-06"),
    V7("draft-07"),
    V2019("2019-09"),
    V2020("2020-12");

    private final String written;

    Draft(String written) {
        this.written = written;
    }

    /** @param otherwise where the schema does not say */
    static Draft of(JsonNode root, Draft otherwise) {
        String said = root.path("$schema").asText();
        for (Draft draft : values()) {
            if (said.contains(draft.written)) {
                return draft;
            }
        }
        return otherwise;
    }

    /** Words of other editions, which validators of this one pass over. */
    List<String> passesOver() {
        List<String> words = new ArrayList<>();
        if (this == V4) {
            words.addAll(List.of("const", "contains", "propertyNames"));
        }
        if (compareTo(V7) < 0) {
            words.addAll(List.of("if", "then", "else"));
        }
        if (compareTo(V2019) < 0) {
            words.addAll(List.of(
                    "dependentRequired",
                    "dependentSchemas",
                    "minContains",
                    "maxContains",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "$dynamicRef",
                    "$recursiveRef"));
        }
        words.addAll(this == V2020 ? List.of("additionalItems", "$recursiveRef") : List.of("prefixItems"));
        return words;
    }

    /** Whether words beside {@code $ref} count. */
    boolean hasSiblingsOfReferences() {
        return compareTo(V2019) >= 0;
    }
}
