package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two JSON texts differ. */
final class Differences {

    /** Hold names under them, not words. */
    private static final Set<String> MAPS = Set.of(
            "properties",
            "patternProperties",
            "definitions",
            "$defs",
            "dependencies",
            "dependentRequired",
            "dependentSchemas",
            "x-derived");

    record Difference(String path, String rule, String what) {}

    private final List<Difference> found = new ArrayList<>();

    static List<Difference> between(JsonNode before, JsonNode after) {
        Differences differences = new Differences();
        differences.compare(before, after, "", "schema", false);
        return differences.found;
    }

    /** @param names whether the members are names, so that the rule is the word around them */
    private void compare(JsonNode before, JsonNode after, String path, String rule, boolean names) {
        if (Values.same(before, after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> members = new TreeSet<>();
            before.fieldNames().forEachRemaining(members::add);
            after.fieldNames().forEachRemaining(members::add);
            for (String member : members) {
                String inner = names ? rule : member;
                String at = path + "/" + member.replace("~", "~0").replace("/", "~1");
                if (!before.has(member) || !after.has(member)) {
                    found.add(new Difference(at, inner, before.has(member) ? "removed" : "added"));
                } else {
                    compare(before.get(member), after.get(member), at, inner, !names && MAPS.contains(member));
                }
            }
            return;
        }
        if (before.isArray()
                && after.isArray()
                && before.size() == after.size()
                && before.path(0).isObject()) {
            for (int i = 0; i < before.size(); i++) {
                compare(before.get(i), after.get(i), path + "/" + i, rule, false);
            }
            return;
        }
        found.add(new Difference(path, rule, "changed"));
    }
}
