package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks that the rules of a leaf can be kept: that each is of the right form, and for a type that it can judge. */
final class LeafRules {

    private static final Set<String> FOR_TEXT =
            Set.of("enum", "const", "pattern", "format", "minLength", "maxLength", "x-codes");
    private static final Set<String> FOR_NUMBERS = Set.of("minimum", "maximum", "multipleOf");

    private final FlatSchema flat;
    private final SchemaProblems problems;
    private final Map<String, FieldStandard> standards;
    private final CodeLists codes;

    LeafRules(FlatSchema flat, SchemaProblems problems, Map<String, FieldStandard> standards, CodeLists codes) {
        this.flat = flat;
        this.problems = problems;
        this.standards = standards;
        this.codes = codes;
    }

    LeafShape shape(JsonNode schema) {
        String type = schema.path("type").asText();
        if (!SchemaWords.LEAF_TYPES.contains(type)) {
            problem(schema, "type", "type must be one word: string, integer, number, boolean, object or array");
        }
        boolean right = true;
        for (var word : schema.properties()) {
            Optional<String> wrong = wrong(type, word.getKey(), word.getValue(), schema);
            wrong.ifPresent(message -> problem(schema, word.getKey(), message));
            right &= wrong.isEmpty();
        }
        Optional<FieldStandard> standard =
                Optional.ofNullable(standards.get(schema.path("format").asText()));
        return new LeafShape(type, right ? LeafChecks.of(schema, standard) : List.of(), standard);
    }

    private Optional<String> wrong(String type, String word, JsonNode rule, JsonNode schema) {
        if (FOR_TEXT.contains(word) && !type.equals("string")) {
            return Optional.of("'%s' is for text, and this field is of type %s".formatted(word, type));
        }
        if (FOR_NUMBERS.contains(word) && !(type.equals("integer") || type.equals("number"))) {
            return Optional.of("'%s' is for numbers, and this field is of type %s".formatted(word, type));
        }
        return switch (word) {
            case "enum" -> unless(isTexts(rule), "'enum' must be a list of text");
            case "const" -> unless(rule.isTextual(), "'const' must be text");
            case "pattern" -> wrongPattern(rule.asText());
            case "format" -> unless(standards.containsKey(rule.asText()), unknownFormat(rule.asText()));
            case "minLength", "maxLength" ->
                unless(rule.isInt() && rule.asInt() >= 0, "'%s' must be a whole number".formatted(word));
            case "minimum", "maximum" -> unless(rule.isNumber(), "'%s' must be a number".formatted(word));
            case "multipleOf" ->
                unless(rule.isNumber() && rule.decimalValue().signum() > 0, "'multipleOf' must be a number over 0");
            case "x-codes" -> codes.differs(rule.asText(), schema.path("enum"));
            default -> Optional.empty();
        };
    }

    private static boolean isTexts(JsonNode list) {
        boolean texts = list.isArray() && !list.isEmpty();
        for (JsonNode word : list) {
            texts &= word.isTextual();
        }
        return texts;
    }

    private static Optional<String> wrongPattern(String pattern) {
        if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
            return Optional.of("a pattern speaks of the whole value: it begins with ^ and ends with $");
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("not a regular expression: " + e.getDescription());
        }
    }

    private String unknownFormat(String format) {
        return "unknown format '%s'%s; known: %s"
                .formatted(
                        format,
                        SchemaProblems.didYouMean(format, standards.keySet()),
                        String.join(", ", standards.keySet()));
    }

    private static Optional<String> unless(boolean right, String message) {
        return right ? Optional.empty() : Optional.of(message);
    }

    private void problem(JsonNode schema, String word, String message) {
        problems.error(flat.place(schema, word), message);
    }
}
