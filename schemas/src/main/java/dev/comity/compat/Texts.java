package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Words about text. Expressions and formats are compared letter for letter: whether one holds the other is not judged. */
final class Texts {

    private Texts() {}

    static void prove(Conjunction left, SchemaNode right, List<Finding> found) {
        if (right.has("minLength")
                && least(left, "minLength") < right.get("minLength").asLong()) {
            Inclusion.add(found, right, "minLength", false, "shorter text was allowed");
        }
        if (right.has("maxLength")
                && most(left, "maxLength") > right.get("maxLength").asLong()) {
            Inclusion.add(found, right, "maxLength", false, "longer text was allowed");
        }
        for (String word : List.of("pattern", "format", "contentEncoding", "contentMediaType")) {
            if (right.has(word) && !left.all(word).contains(right.get(word))) {
                Inclusion.add(found, right, word, true, "text was not bound to this form");
            }
        }
    }

    static boolean isEmpty(Conjunction left) {
        return least(left, "minLength") > most(left, "maxLength");
    }

    /** The largest of the lower bounds. */
    static long least(Conjunction left, String word) {
        return left.all(word).stream().mapToLong(JsonNode::asLong).max().orElse(0);
    }

    /** The smallest of the upper bounds. */
    static long most(Conjunction left, String word) {
        return left.all(word).stream().mapToLong(JsonNode::asLong).min().orElse(Long.MAX_VALUE);
    }
}
