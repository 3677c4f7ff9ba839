package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a rule over several fields looks at, and refuses words and fields that it cannot know. */
final class RuleReader {

    private static final Set<String> NESTED = Set.of("if", "then", "else", "not");
    private static final Set<String> LISTS = Set.of("oneOf", "anyOf", "allOf");

    private final FlatSchema flat;
    private final SchemaProblems problems;
    private final Map<String, Shape> members;
    private final Set<List<String>> looksAt = new LinkedHashSet<>();

    /** @param members of the object that the rule stands in */
    RuleReader(FlatSchema flat, SchemaProblems problems, Map<String, Shape> members) {
        this.flat = flat;
        this.problems = problems;
        this.members = members;
    }

    /** The members that the rule reads, each as steps from its object. */
    List<List<String>> read(ObjectNode rule) {
        walk(rule, members, List.of());
        if (looksAt.isEmpty()) {
            problems.error(flat.place(rule, ""), "this rule looks at no field");
        }
        return List.copyOf(looksAt);
    }

    /** What a breach is reported at: the member that the rule asks for, else the first that it looks at. */
    List<String> blamed(ObjectNode rule) {
        JsonNode asked = rule.path("then").path("required").path(0);
        if (asked.isTextual()) {
            return List.of(asked.asText());
        }
        var then = rule.path("then").path("properties").fieldNames();
        if (then.hasNext()) {
            return List.of(then.next());
        }
        return looksAt.isEmpty() ? List.of() : looksAt.iterator().next();
    }

    private void walk(JsonNode schema, Map<String, Shape> here, List<String> before) {
        for (var word : schema.properties()) {
            JsonNode value = word.getValue();
            if (!SchemaWords.RULE.contains(word.getKey())) {
                problems.error(
                        flat.place(schema, word.getKey()),
                        "unknown word '%s' in a rule%s"
                                .formatted(word.getKey(), SchemaProblems.didYouMean(word.getKey(), SchemaWords.RULE)));
            } else if (NESTED.contains(word.getKey())) {
                walk(value, here, before);
            } else if (LISTS.contains(word.getKey())) {
                value.forEach(one -> walk(one, here, before));
            } else if (word.getKey().equals("required")) {
                value.forEach(name -> look(schema, name.asText(), here, before));
            } else if (word.getKey().equals("dependentRequired")) {
                dependent(schema, value, here, before);
            } else if (word.getKey().equals("properties")) {
                value.properties().forEach(p -> property(schema, p.getKey(), p.getValue(), here, before));
            }
        }
    }

    private void dependent(JsonNode schema, JsonNode value, Map<String, Shape> here, List<String> before) {
        for (var entry : value.properties()) {
            look(schema, entry.getKey(), here, before);
            entry.getValue().forEach(name -> look(schema, name.asText(), here, before));
        }
    }

    private void property(JsonNode schema, String name, JsonNode value, Map<String, Shape> here, List<String> before) {
        if (here.get(name) instanceof ObjectShape inner) {
            walk(value, inner.members(), steps(before, name));
        } else if (here.get(name) instanceof ArrayShape) {
            problems.error(flat.place(schema, "properties"), "a rule cannot look into the array '%s'".formatted(name));
        } else {
            look(schema, name, here, before);
            // Here only words for one value can stand; they are checked, and look at nothing more.
            walk(value, Map.of(), steps(before, name));
        }
    }

    private void look(JsonNode schema, String name, Map<String, Shape> here, List<String> before) {
        if (!here.containsKey(name)) {
            problems.error(
                    flat.place(schema, ""),
                    "this rule looks at '%s', which is no field here%s"
                            .formatted(name, SchemaProblems.didYouMean(name, here.keySet())));
        }
        looksAt.add(steps(before, name));
    }

    private static List<String> steps(List<String> before, String name) {
        List<String> steps = new ArrayList<>(before);
        steps.add(name);
        return List.copyOf(steps);
    }
}
