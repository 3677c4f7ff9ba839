package dev.comity.compat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Words about objects. */
final class ObjectInclusion {

    private static final int COMBINATIONS = 64;

    private final Inclusion inclusion;

    ObjectInclusion(Inclusion inclusion) {
        this.inclusion = inclusion;
    }

    void prove(Conjunction left, SchemaNode right, List<Finding> found) {
        Set<String> required = left.required();
        right.get("required").forEach(name -> {
            if (!required.contains(name.asText())) {
                Inclusion.add(found, right, "required", false, "'%s' could be absent".formatted(name.asText()));
            }
        });
        if (right.has("minProperties")
                && Math.max(Texts.least(left, "minProperties"), required.size())
                        < right.get("minProperties").asLong()) {
            Inclusion.add(found, right, "minProperties", false, "fewer members were allowed");
        }
        if (right.has("maxProperties")
                && Math.min(Texts.most(left, "maxProperties"), closedAt(left))
                        > right.get("maxProperties").asLong()) {
            Inclusion.add(found, right, "maxProperties", false, "more members were allowed");
        }
        named(left, right, found);
        unnamed(left, right, found);
        names(left, right, found);
        if (right.has("unevaluatedProperties")
                && !right.at("unevaluatedProperties").isAny()) {
            Inclusion.add(found, right, "unevaluatedProperties", true, "is not judged");
        }
    }

    private void named(Conjunction left, SchemaNode right, List<Finding> found) {
        Set<String> names = new TreeSet<>(names(left));
        right.get("properties").fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            Conjunction member = member(left, name);
            if (!canBe(left, name)) {
                continue;
            }
            for (SchemaNode asked : Members.of(right, name)) {
                if (counts(asked)) {
                    found.addAll(inclusion.proveInside(member, placed(right, name, asked)));
                }
            }
        }
    }

    /** What is asked of all others is reported at the member that it refuses. */
    private static SchemaNode placed(SchemaNode right, String name, SchemaNode asked) {
        return asked.pointer().equals(right.pointer() + "/additionalProperties")
                ? new SchemaNode(
                        asked.document(),
                        asked.json(),
                        right.at("properties", name).pointer())
                : asked;
    }

    /** Members whose names neither schema lists. */
    private void unnamed(Conjunction left, SchemaNode right, List<Finding> found) {
        for (var pattern : right.get("patternProperties").properties()) {
            for (Conjunction one : others(left, Optional.of(pattern.getKey()), Set.of())) {
                found.addAll(inclusion.proveInside(one, right.at("patternProperties", pattern.getKey())));
            }
        }
        SchemaNode rest = right.at("additionalProperties");
        if (!rest.isAny() && counts(rest)) {
            Set<String> taken = new TreeSet<>();
            right.get("patternProperties").fieldNames().forEachRemaining(taken::add);
            for (Conjunction one : others(left, Optional.empty(), taken)) {
                found.addAll(inclusion.proveInside(one, rest));
            }
        }
    }

    private boolean counts(SchemaNode asked) {
        return inclusion.namesRestricted()
                || !asked.isNever()
                || !asked.pointer().endsWith("/additionalProperties");
    }

    private void names(Conjunction left, SchemaNode right, List<Finding> found) {
        SchemaNode asked = right.at("propertyNames");
        if (asked.isAny()) {
            return;
        }
        List<SchemaNode> promised = new ArrayList<>();
        promised.add(text(right));
        left.atoms().stream()
                .filter(atom -> atom.has("propertyNames"))
                .map(atom -> atom.at("propertyNames"))
                .forEach(promised::add);
        boolean listed = closedAt(left) < Long.MAX_VALUE
                && names(left).stream()
                        .filter(name -> canBe(left, name))
                        .allMatch(name ->
                                Values.accepts(asked, TextNode.valueOf(name)).orElse(false));
        if (!listed) {
            found.addAll(inclusion.proveInside(Conjunction.of(promised), asked));
        }
    }

    private static SchemaNode text(SchemaNode near) {
        return new SchemaNode(near.document(), dev.comity.json.Json.object().put("type", "string"), near.pointer());
    }

    boolean isEmpty(Conjunction left) {
        Set<String> required = left.required();
        return required.stream().anyMatch(name -> !canBe(left, name))
                || required.size() > Texts.most(left, "maxProperties")
                || Texts.least(left, "minProperties") > Math.min(closedAt(left), Texts.most(left, "maxProperties"))
                || required.stream().anyMatch(name -> inclusion.isEmpty(member(left, name)));
    }

    /** How many members there can be at most, where all names are listed. */
    private static long closedAt(Conjunction left) {
        return left.atoms().stream()
                .filter(atom -> atom.at("additionalProperties").isNever()
                        && atom.get("patternProperties").isEmpty())
                .mapToLong(atom -> atom.get("properties").size())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static boolean canBe(Conjunction left, String name) {
        boolean never = member(left, name).atoms().stream().anyMatch(SchemaNode::isNever);
        return !never
                && left.atoms().stream()
                        .filter(atom -> atom.has("propertyNames"))
                        .allMatch(atom -> Values.accepts(atom.at("propertyNames"), TextNode.valueOf(name))
                                .orElse(true));
    }

    private static Set<String> names(Conjunction left) {
        Set<String> names = new TreeSet<>(left.required());
        left.all("properties").forEach(map -> map.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static Conjunction member(Conjunction left, String name) {
        return Conjunction.of(left.atoms().stream()
                .flatMap(atom -> Members.promised(atom, name).stream())
                .toList());
    }

    /**
     * What is promised of a member with an unlisted name: one of these holds. Each schema promises what its expressions ask, or
     * else what it asks of all others.
     *
     * @param matching an expression that the name matches
     * @param not expressions that it does not match
     */
    private static List<Conjunction> others(Conjunction left, Optional<String> matching, Set<String> not) {
        List<Conjunction> all = List.of(Conjunction.of(List.of()));
        for (SchemaNode atom : left.atoms()) {
            List<SchemaNode> choices = choices(atom, matching, not);
            if (choices.size() * all.size() > COMBINATIONS) {
                continue; // promising less is safe
            }
            List<Conjunction> next = new ArrayList<>();
            for (Conjunction before : all) {
                choices.forEach(choice -> next.add(before.and(choice)));
            }
            all = next;
        }
        return all;
    }

    private static List<SchemaNode> choices(SchemaNode atom, Optional<String> matching, Set<String> not) {
        if (matching.isPresent() && atom.get("patternProperties").has(matching.get())) {
            return List.of(atom.at("patternProperties", matching.get()));
        }
        List<SchemaNode> choices = new ArrayList<>();
        choices.add(atom.at("additionalProperties"));
        atom.get("patternProperties").fieldNames().forEachRemaining(pattern -> {
            if (!not.contains(pattern)) {
                choices.add(atom.at("patternProperties", pattern));
            }
        });
        return choices;
    }
}
