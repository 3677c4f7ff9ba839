package dev.comity.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schemas that one schema has for an object's members. */
final class Members {

    private Members() {}

    /**
     * Every schema that the member of this name must keep. Where an expression is not understood, what it and what
     * {@code additionalProperties} would ask both count, so this is for what must be kept, not for what is promised.
     */
    static List<SchemaNode> of(SchemaNode schema, String name) {
        List<SchemaNode> found = new ArrayList<>();
        boolean named = schema.get("properties").has(name);
        if (named) {
            found.add(schema.at("properties", name));
        }
        boolean certain = named;
        for (var pattern : schema.get("patternProperties").properties()) {
            Optional<Boolean> matches = Values.matches(pattern.getKey(), name);
            if (matches.orElse(true)) {
                found.add(schema.at("patternProperties", pattern.getKey()));
            }
            certain |= matches.orElse(false);
        }
        if (!certain && schema.has("additionalProperties")) {
            found.add(schema.at("additionalProperties"));
        }
        return found;
    }

    /** What is promised of the member of this name: nothing that is not certain. */
    static List<SchemaNode> promised(SchemaNode schema, String name) {
        boolean clear = true;
        for (var pattern : schema.get("patternProperties").properties()) {
            clear &= Values.matches(pattern.getKey(), name).isPresent();
        }
        if (clear) {
            return of(schema, name);
        }
        return schema.get("properties").has(name) ? List.of(schema.at("properties", name)) : List.of();
    }
}
