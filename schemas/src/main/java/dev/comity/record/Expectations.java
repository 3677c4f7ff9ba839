package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.StringJoiner;

/** Says in words what a schema expects; taken from the schema alone, so that no value of a record can be in it. */
final class Expectations {

    private Expectations() {}

    static String ofType(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "a whole number, written without a decimal point";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "an array";
            default -> "an object";
        };
    }

    /** What the keyword of a leaf's rules asks. */
    static String of(String keyword, JsonNode rules, Optional<FieldStandard> standard) {
        JsonNode rule = rules.path(keyword);
        return switch (keyword) {
            case "format" -> standard.map(FieldStandard::expected).orElse("the format " + rule.asText());
            case "enum" -> "one of: " + words(rule);
            case "const" -> "exactly: " + rule.asText();
            case "pattern" -> "text of the form " + rule.asText();
            case "minLength" -> "at least %s characters".formatted(rule.asText());
            case "maxLength" -> "at most %s characters".formatted(rule.asText());
            case "minimum" -> "at least " + rule.asText();
            case "maximum" -> "at most " + rule.asText();
            case "multipleOf" -> "a multiple of " + rule.asText();
            default -> "what the schema says under '%s'".formatted(keyword);
        };
    }

    private static String words(JsonNode list) {
        StringJoiner words = new StringJoiner(", ");
        list.forEach(word -> words.add(word.asText()));
        return words.toString();
    }
}
