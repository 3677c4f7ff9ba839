package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves that whatever keeps some schemas (left) is accepted by another (right). An empty list is the proof; else the list says
 * what stands in its way. Recursion is followed by coinduction: what is being proved of a whole may be taken for granted of
 * its parts. Beyond a limit of steps everything is unknown.
 */
final class Inclusion {

    private static final int STEPS = 200_000;
    private static final int DEEP = 60;
    private static final int EMPTY_DEEP = 6;

    private final Map<String, Integer> open = new HashMap<>();
    private final ObjectInclusion objects = new ObjectInclusion(this);
    private final ArrayInclusion arrays = new ArrayInclusion(this);
    private final BranchInclusion branches = new BranchInclusion(this);
    private final boolean namesRestricted;
    private int steps;
    private int depth;
    private int calls;
    private int emptiness;

    /** @param namesRestricted whether the right one's {@code additionalProperties: false} counts */
    Inclusion(boolean namesRestricted) {
        this.namesRestricted = namesRestricted;
    }

    boolean namesRestricted() {
        return namesRestricted;
    }

    List<Finding> prove(Conjunction left, SchemaNode right) {
        if (right.isAny() || left.atoms().stream().anyMatch(right::sameAs)) {
            return List.of();
        }
        if (++steps > STEPS || calls > DEEP * 4) {
            return List.of(new Finding(right.pointer(), "limit", true, "too large to be judged"));
        }
        String key = left.identity() + " < " + right.identity() + "@" + right.draft();
        Integer since = open.get(key);
        if (since != null) {
            // Sound only if a member or element has been entered since: else nothing has become smaller.
            return since < depth
                    ? List.of()
                    : List.of(new Finding(right.pointer(), "$ref", true, "refers to itself without an end"));
        }
        open.put(key, depth);
        calls++;
        try {
            return proved(left, right);
        } finally {
            calls--;
            open.remove(key);
        }
    }

    /** As {@link #prove}, of a member or element. */
    List<Finding> proveInside(Conjunction left, SchemaNode right) {
        if (depth >= DEEP) {
            return List.of(new Finding(right.pointer(), "limit", true, "too deep to be judged"));
        }
        depth++;
        try {
            return prove(left, right);
        } finally {
            depth--;
        }
    }

    private List<Finding> proved(Conjunction left, SchemaNode right) {
        if (right.isNever()) {
            return isEmpty(left) ? List.of() : List.of(new Finding(right.pointer(), "false", false, "accepts nothing"));
        }
        if (!right.json().isObject()) {
            return List.of(new Finding(right.pointer(), "schema", true, "is no schema"));
        }
        List<Finding> direct = words(left, right);
        if (direct.isEmpty() || isEmpty(left)) {
            return List.of();
        }
        return branches.splitProves(left, right) ? List.of() : direct;
    }

    private List<Finding> words(Conjunction left, SchemaNode right) {
        List<Finding> found = new ArrayList<>();
        if (right.has("$ref")) {
            var target = right.document().resolve(right.get("$ref").asText());
            if (target.isEmpty()) {
                found.add(new Finding(right.pointer() + "/$ref", "$ref", true, "leads out of the schema"));
            } else {
                found.addAll(prove(left, new SchemaNode(right.document(), target.get(), right.pointer())));
            }
            if (!right.draft().hasSiblingsOfReferences()) {
                return found;
            }
        }
        List<JsonNode> values = Finite.values(left);
        if (values != null) {
            for (JsonNode value : values) {
                found.addAll(Finite.accepted(value, withoutReference(right)));
            }
            return found;
        }
        found.addAll(kinds(left, right));
        branches.prove(left, right, found);
        return found;
    }

    /** The reference has been looked at. */
    private static SchemaNode withoutReference(SchemaNode right) {
        if (!right.has("$ref")) {
            return right;
        }
        ObjectNode rest = ((ObjectNode) right.json()).deepCopy();
        rest.remove("$ref");
        return new SchemaNode(right.document(), rest, right.pointer());
    }

    private List<Finding> kinds(Conjunction left, SchemaNode right) {
        List<Finding> found = new ArrayList<>();
        Set<Kind> possible = Kinds.of(left);
        for (Kind kind : Kind.values()) {
            if (possible.contains(kind) && !isEmpty(left, kind)) {
                kind(left, right, kind, found);
            }
        }
        return found.stream().distinct().toList();
    }

    private void kind(Conjunction left, SchemaNode right, Kind kind, List<Finding> found) {
        if (!Kind.allowedBy(right.get("type")).contains(kind)) {
            add(
                    found,
                    right,
                    "type",
                    false,
                    "another type was allowed: " + kind.name().toLowerCase(java.util.Locale.ROOT));
            return;
        }
        if (right.has("const") || right.has("enum")) {
            branches.listed(left, right, kind, found);
        }
        switch (kind) {
            case INTEGER, FRACTION ->
                Numbers.of(left.atoms(), kind)
                        .breaks(Numbers.of(List.of(right), kind))
                        .ifPresent(word -> add(found, right, word, false, "other numbers were allowed"));
            case STRING -> Texts.prove(left, right, found);
            case OBJECT -> objects.prove(left, right, found);
            case ARRAY -> arrays.prove(left, right, found);
            default -> {}
        }
    }

    /** Whether it is certain that nothing keeps all of these. */
    boolean isEmpty(Conjunction left) {
        if (++steps > STEPS || emptiness >= EMPTY_DEEP || calls > DEEP * 4) {
            return false;
        }
        emptiness++;
        try {
            return isCertainlyEmpty(left);
        } finally {
            emptiness--;
        }
    }

    private boolean isCertainlyEmpty(Conjunction left) {
        Set<Kind> possible = EnumSet.noneOf(Kind.class);
        possible.addAll(Kinds.of(left));
        possible.removeIf(kind -> isEmpty(left, kind));
        if (possible.isEmpty() || Finite.isEmpty(left)) {
            return true;
        }
        for (SchemaNode negative : left.not()) {
            if (prove(left.without(negative), negative).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean isEmpty(Conjunction left, Kind kind) {
        return switch (kind) {
            case INTEGER, FRACTION ->
                Numbers.of(left.atoms(), kind).isEmpty()
                        || (kind == Kind.FRACTION
                                && Numbers.of(left.atoms(), kind).isWhole());
            case STRING -> Texts.isEmpty(left);
            case OBJECT -> objects.isEmpty(left);
            case ARRAY -> arrays.isEmpty(left);
            default -> false;
        };
    }

    static void add(List<Finding> found, SchemaNode at, String word, boolean unknown, String message) {
        found.add(new Finding(at.pointer() + "/" + word, word, unknown, message));
    }

    /** A schema of our own: an object that has this member. */
    static SchemaNode having(SchemaNode near, String name) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putArray("required").add(name);
        return new SchemaNode(near.document(), schema, near.pointer());
    }
}
