package dev.comity.record;

import java.util.Map;
import java.util.Set;

/** The closed lists of what a schema of a record type may say. An unknown word is an error, never skipped. */
final class SchemaWords {

    /** Say something about a field and restrict nothing. */
    static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "x-title-zh",
            "description",
            "x-classification",
            "x-personal-information",
            "x-implies",
            "x-embeds",
            "x-sharing",
            "x-codes");

    static final Set<String> ROOT = Set.of(
            "$schema",
            "title",
            "x-title-zh",
            "description",
            "x-sharing",
            "x-order-key",
            "x-subject",
            "x-derived",
            "x-earlier",
            "type",
            "additionalProperties",
            "properties",
            "required",
            "allOf");

    static final Set<String> OBJECT = Set.of(
            "title", "x-title-zh", "description", "type", "additionalProperties", "properties", "required", "allOf");

    static final Set<String> ARRAY =
            Set.of("title", "x-title-zh", "description", "type", "items", "minItems", "maxItems", "uniqueItems");

    static final Set<String> LEAF = Set.of(
            "title",
            "x-title-zh",
            "description",
            "x-classification",
            "x-personal-information",
            "x-implies",
            "x-embeds",
            "x-sharing",
            "x-codes",
            "type",
            "const",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "multipleOf");

    /** Inside a rule over several fields: an element of {@code allOf}. */
    static final Set<String> RULE = Set.of(
            "title",
            "x-title-zh",
            "properties",
            "required",
            "dependentRequired",
            "if",
            "then",
            "else",
            "oneOf",
            "anyOf",
            "allOf",
            "not",
            "const",
            "enum",
            "pattern",
            "minimum",
            "maximum");

    static final Set<String> DERIVED = Set.of(
            "function",
            "from",
            "arguments",
            "title",
            "x-title-zh",
            "schema",
            "x-classification",
            "x-personal-information",
            "x-implies",
            "x-embeds");

    /** Inside a term of {@code meets}. */
    static final Set<String> TERM = Set.of("field", "in", "is", "orAbsent");

    static final Set<String> LEAF_TYPES = Set.of("string", "integer", "number", "boolean");

    static final Set<String> SHARING = Set.of("unconditional", "conditional", "not-shared");

    /** Sensitivity mark to the grade of general data that it stands for; S4 is important or core data. */
    static final Map<String, Set<String>> GRADES = Map.of(
            "S0", Set.of("general-1"),
            "S1", Set.of("general-2"),
            "S2", Set.of("general-3"),
            "S3", Set.of("general-4"),
            "S4", Set.of("important", "core"));

    static final Set<String> PERSONAL_KINDS = Set.of("none", "pi", "spi");

    private SchemaWords() {}
}
