package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schemas that only listed values can keep. */
final class Finite {

    private Finite() {}

    /** The values that may keep all, or null where they are not listed. */
    static List<JsonNode> values(Conjunction left) {
        for (SchemaNode atom : left.atoms()) {
            if (atom.has("const")) {
                return kept(left, List.of(atom.get("const")));
            }
            if (atom.get("enum").isArray()) {
                List<JsonNode> listed = new ArrayList<>();
                atom.get("enum").forEach(listed::add);
                return kept(left, listed);
            }
        }
        return null;
    }

    static boolean isEmpty(Conjunction left) {
        List<JsonNode> values = values(left);
        return values != null && values.isEmpty();
    }

    private static List<JsonNode> kept(Conjunction left, List<JsonNode> listed) {
        return listed.stream()
                .filter(value -> left.atoms().stream().noneMatch(atom -> is(Values.accepts(atom, value), false)))
                .filter(value -> left.not().stream().noneMatch(one -> is(Values.accepts(one, value), true)))
                .toList();
    }

    private static boolean is(Optional<Boolean> answer, boolean expected) {
        return answer.isPresent() && answer.get() == expected;
    }

    /** What keeps a schema from accepting one value. */
    static List<Finding> accepted(JsonNode value, SchemaNode right) {
        if (is(Values.accepts(right, value), true)) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        right.json().fieldNames().forEachRemaining(word -> {
            Optional<Boolean> kept = Values.keeps(right, word, value);
            if (!is(kept, true)) {
                Inclusion.add(found, right, word, kept.isEmpty(), "a value that was listed is not accepted");
            }
        });
        return found;
    }
}
