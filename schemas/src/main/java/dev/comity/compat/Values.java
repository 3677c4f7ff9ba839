package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether a schema accepts one value: yes, no, or empty where a word is not understood (formats, foreign references). */
final class Values {

    private static final int DEEP = 40;

    private Values() {}

    static Optional<Boolean> accepts(SchemaNode schema, JsonNode value) {
        return accepts(schema, value, 0);
    }

    static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isContainerNode() && b.isContainerNode() && a.size() == b.size() && a.isArray() == b.isArray()) {
            for (int i = 0; a.isArray() && i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            for (var member :
                    a.isObject() ? a.properties() : java.util.Set.<java.util.Map.Entry<String, JsonNode>>of()) {
                if (!b.has(member.getKey()) || !same(member.getValue(), b.get(member.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    /** Whether text matches an expression of a schema; empty where Java does not know the expression. */
    static Optional<Boolean> matches(String expression, String text) {
        try {
            return Optional.of(Pattern.compile(expression).matcher(text).find());
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> accepts(SchemaNode schema, JsonNode value, int depth) {
        if (schema.isAny() || schema.isNever()) {
            return Optional.of(schema.isAny());
        }
        if (depth > DEEP || !schema.json().isObject()) {
            return Optional.empty();
        }
        List<Optional<Boolean>> answers = new ArrayList<>();
        boolean referenceAlone = schema.has("$ref") && !schema.draft().hasSiblingsOfReferences();
        if (schema.has("$ref")) {
            answers.add(schema.document()
                    .resolve(schema.get("$ref").asText())
                    .flatMap(target ->
                            accepts(new SchemaNode(schema.document(), target, schema.pointer()), value, depth + 1)));
        }
        if (!referenceAlone) {
            schema.json().fieldNames().forEachRemaining(word -> answers.add(word(schema, word, value, depth)));
        }
        return all(answers);
    }

    /** Whether the value keeps one word of a schema. */
    static Optional<Boolean> keeps(SchemaNode schema, String word, JsonNode value) {
        return word(schema, word, value, 0);
    }

    private static Optional<Boolean> word(SchemaNode schema, String word, JsonNode value, int depth) {
        JsonNode rule = schema.get(word);
        Kind kind = Kind.of(value);
        return switch (word) {
            case "type" -> Optional.of(Kind.allowedBy(rule).contains(kind));
            case "const" -> Optional.of(same(rule, value));
            case "enum" -> Optional.of(contains(rule, value));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" ->
                Optional.of(!value.isNumber() || isInRange(schema, value, kind));
            case "minLength" -> Optional.of(kind != Kind.STRING || length(value) >= rule.asInt());
            case "maxLength" -> Optional.of(kind != Kind.STRING || length(value) <= rule.asInt());
            case "pattern" -> kind == Kind.STRING ? matches(rule.asText(), value.asText()) : Optional.of(true);
            case "format", "contentEncoding", "contentMediaType" ->
                kind == Kind.STRING ? Optional.empty() : Optional.of(true);
            case "required" -> Optional.of(kind != Kind.OBJECT || hasAll(rule, value));
            case "minProperties" -> Optional.of(kind != Kind.OBJECT || value.size() >= rule.asInt());
            case "maxProperties" -> Optional.of(kind != Kind.OBJECT || value.size() <= rule.asInt());
            case "minItems" -> Optional.of(kind != Kind.ARRAY || value.size() >= rule.asInt());
            case "maxItems" -> Optional.of(kind != Kind.ARRAY || value.size() <= rule.asInt());
            case "properties", "patternProperties", "additionalProperties" -> members(schema, value, depth);
            case "items", "prefixItems", "additionalItems" -> elements(schema, value, depth);
            case "propertyNames" -> names(schema.at(word), value, depth);
            case "allOf" -> all(each(schema, word, value, depth));
            case "anyOf" -> any(each(schema, word, value, depth));
            case "oneOf" -> one(each(schema, word, value, depth));
            case "not" -> accepts(schema.at(word), value, depth + 1).map(yes -> !yes);
            case "if",
                    "contains",
                    "dependencies",
                    "dependentRequired",
                    "dependentSchemas",
                    "uniqueItems",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "$dynamicRef",
                    "$recursiveRef" ->
                // Rare in lists of values: saying nothing is safe.
                value.isValueNode() && !word.equals("if") && !word.startsWith("$")
                        ? Optional.of(true)
                        : Optional.empty();
            default -> Optional.of(true);
        };
    }

    private static boolean isInRange(SchemaNode schema, JsonNode value, Kind kind) {
        Numbers bounds = Numbers.of(List.of(schema), Kind.FRACTION);
        Numbers single = new Numbers(value.decimalValue(), false, value.decimalValue(), false, null);
        boolean step = bounds.step() == null
                || value.decimalValue().remainder(bounds.step()).signum() == 0;
        return step
                && single.breaks(new Numbers(bounds.low(), bounds.lowOpen(), bounds.high(), bounds.highOpen(), null))
                        .isEmpty();
    }

    private static Optional<Boolean> members(SchemaNode schema, JsonNode value, int depth) {
        List<Optional<Boolean>> answers = new ArrayList<>();
        if (value.isObject()) {
            for (var member : value.properties()) {
                for (SchemaNode one : Members.of(schema, member.getKey())) {
                    answers.add(accepts(one, member.getValue(), depth + 1));
                }
            }
        }
        return all(answers);
    }

    private static Optional<Boolean> elements(SchemaNode schema, JsonNode value, int depth) {
        List<Optional<Boolean>> answers = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            answers.add(accepts(Elements.of(schema).at(i), value.get(i), depth + 1));
        }
        return all(answers);
    }

    private static Optional<Boolean> names(SchemaNode names, JsonNode value, int depth) {
        List<Optional<Boolean>> answers = new ArrayList<>();
        if (value.isObject()) {
            value.fieldNames().forEachRemaining(name -> answers.add(accepts(names, TextNode.valueOf(name), depth + 1)));
        }
        return all(answers);
    }

    private static List<Optional<Boolean>> each(SchemaNode schema, String word, JsonNode value, int depth) {
        List<Optional<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < schema.get(word).size(); i++) {
            answers.add(accepts(schema.at(word, Integer.toString(i)), value, depth + 1));
        }
        return answers;
    }

    private static Optional<Boolean> all(List<Optional<Boolean>> answers) {
        if (answers.contains(Optional.of(false))) {
            return Optional.of(false);
        }
        return answers.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(true);
    }

    private static Optional<Boolean> any(List<Optional<Boolean>> answers) {
        if (answers.contains(Optional.of(true))) {
            return Optional.of(true);
        }
        return answers.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(false);
    }

    private static Optional<Boolean> one(List<Optional<Boolean>> answers) {
        long yes = answers.stream().filter(Optional.of(true)::equals).count();
        if (yes > 1) {
            return Optional.of(false);
        }
        return answers.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(yes == 1);
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (same(one, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAll(JsonNode names, JsonNode value) {
        for (JsonNode name : names) {
            if (!value.has(name.asText())) {
                return false;
            }
        }
        return true;
    }

    private static int length(JsonNode value) {
        return value.textValue().codePointCount(0, value.textValue().length());
    }
}
