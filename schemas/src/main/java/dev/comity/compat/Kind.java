package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of JSON values; a number is whole or not, because {@code integer} asks. */
enum Kind {
    NULL,
    BOOLEAN,
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    FRACTION;

    static Kind of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case OBJECT, POJO -> OBJECT;
            case ARRAY -> ARRAY;
            case NUMBER -> value.decimalValue().stripTrailingZeros().scale() <= 0 ? INTEGER : FRACTION;
            default -> STRING;
        };
    }

    /** What {@code type} allows; everything where there is no such word. */
    static Set<Kind> allowedBy(JsonNode type) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (type.isMissingNode()) {
            return EnumSet.allOf(Kind.class);
        }
        if (type.isTextual()) {
            add(kinds, type.asText());
        }
        type.forEach(one -> add(kinds, one.asText()));
        return kinds;
    }

    private static void add(Set<Kind> kinds, String name) {
        switch (name) {
            case "null" -> kinds.add(NULL);
            case "boolean" -> kinds.add(BOOLEAN);
            case "object" -> kinds.add(OBJECT);
            case "array" -> kinds.add(ARRAY);
            case "string" -> kinds.add(STRING);
            case "integer" -> kinds.add(INTEGER);
            case "number" -> kinds.addAll(EnumSet.of(INTEGER, FRACTION));
            default -> {}
        }
    }
}
