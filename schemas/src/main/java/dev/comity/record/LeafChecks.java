package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes the checks of one leaf from its schema (JSON Schema 2020-12, validation vocabulary). Our own, and not the validator
 * library's, for speed: the tests compare the two.
 */
final class LeafChecks {

    private LeafChecks() {}

    /** @param schema whose words are known to be of the right form */
    static List<LeafCheck> of(JsonNode schema, Optional<FieldStandard> standard) {
        List<LeafCheck> checks = new ArrayList<>();
        for (var word : schema.properties()) {
            predicate(word, standard)
                    .ifPresent(holds -> checks.add(
                            new LeafCheck("expected " + Expectations.of(word.getKey(), schema, standard), holds)));
        }
        return List.copyOf(checks);
    }

    private static Optional<Predicate<JsonNode>> predicate(
            Map.Entry<String, JsonNode> word, Optional<FieldStandard> standard) {
        JsonNode rule = word.getValue();
        return switch (word.getKey()) {
            case "enum" -> Optional.of(oneOf(rule));
            case "const" -> Optional.of(value -> value.textValue().equals(rule.textValue()));
            case "pattern" -> Optional.of(form(rule.asText()));
            case "format" -> standard.map(known -> value -> known.accepts(value.textValue()));
            case "minLength" -> Optional.of(value -> length(value) >= rule.asInt());
            case "maxLength" -> Optional.of(value -> length(value) <= rule.asInt());
            case "minimum" -> Optional.of(value -> compare(value, rule) >= 0);
            case "maximum" -> Optional.of(value -> compare(value, rule) <= 0);
            case "multipleOf" ->
                Optional.of(value ->
                        value.decimalValue().remainder(rule.decimalValue()).signum() == 0);
            default -> Optional.empty();
        };
    }

    private static Predicate<JsonNode> oneOf(JsonNode words) {
        Set<String> known = new HashSet<>();
        words.forEach(word -> known.add(word.textValue()));
        return value -> known.contains(value.textValue());
    }

    private static Predicate<JsonNode> form(String pattern) {
        // The whole value, as JSON Schema's ^ and $ mean it: Java's $ lets a line feed at the end through.
        Pattern form = Pattern.compile(pattern.substring(1, pattern.length() - 1));
        return value -> form.matcher(value.textValue()).matches();
    }

    private static int length(JsonNode value) {
        String text = value.textValue();
        return text.codePointCount(0, text.length());
    }

    private static int compare(JsonNode value, JsonNode bound) {
        BigDecimal number = value.decimalValue();
        return number.compareTo(bound.decimalValue());
    }
}
