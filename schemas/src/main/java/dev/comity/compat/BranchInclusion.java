package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Words that combine schemas, and choices on the left that have to be proved one by one. */
final class BranchInclusion {

    private static final int FEW = 64;

    private final Inclusion inclusion;

    BranchInclusion(Inclusion inclusion) {
        this.inclusion = inclusion;
    }

    void prove(Conjunction left, SchemaNode right, List<Finding> found) {
        branches(right, "allOf").forEach(one -> found.addAll(inclusion.prove(left, one)));
        if (right.has("anyOf")
                && branches(right, "anyOf").stream()
                        .noneMatch(one -> inclusion.prove(left, one).isEmpty())) {
            Inclusion.add(found, right, "anyOf", true, "no branch accepts everything that was allowed");
        }
        if (right.has("oneOf") && !exactlyOne(left, right)) {
            Inclusion.add(found, right, "oneOf", true, "not proved that exactly one branch accepts what was allowed");
        }
        if (right.has("not") && !inclusion.isEmpty(left.and(right.at("not")))) {
            Inclusion.add(found, right, "not", true, "what is excluded was not excluded before");
        }
        if (right.has("if")) {
            found.addAll(inclusion.prove(left.and(right.at("if")), right.at("then")));
            found.addAll(inclusion.prove(left.andNot(right.at("if")), right.at("else")));
        }
        dependencies(left, right, found);
        for (String word : List.of("$dynamicRef", "$recursiveRef")) {
            if (right.has(word)) {
                Inclusion.add(found, right, word, true, "is not judged");
            }
        }
    }

    private boolean exactlyOne(Conjunction left, SchemaNode right) {
        List<SchemaNode> asked = branches(right, "oneOf");
        for (SchemaNode atom : left.atoms()) {
            if (atom.has("oneOf") && isSameChoice(branches(atom, "oneOf"), asked)) {
                return true;
            }
        }
        for (SchemaNode one : asked) {
            boolean alone =
                    asked.stream().filter(other -> other != one).allMatch(other -> inclusion.isEmpty(left.and(other)));
            if (alone && inclusion.prove(left, one).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether each branch has a partner that accepts the same: then as many branches accept a value as before. */
    private boolean isSameChoice(List<SchemaNode> before, List<SchemaNode> asked) {
        List<SchemaNode> left = new ArrayList<>(before);
        for (SchemaNode one : asked) {
            SchemaNode partner = left.stream()
                    .filter(other -> inclusion.prove(Conjunction.of(other), one).isEmpty()
                            && inclusion.prove(Conjunction.of(one), other).isEmpty())
                    .findFirst()
                    .orElse(null);
            if (partner == null) {
                return false;
            }
            left.remove(partner);
        }
        return left.isEmpty();
    }

    private void dependencies(Conjunction left, SchemaNode right, List<Finding> found) {
        if (!Kinds.of(left).contains(Kind.OBJECT)) {
            return;
        }
        for (String word : List.of("dependencies", "dependentRequired", "dependentSchemas")) {
            for (var entry : right.get(word).properties()) {
                Conjunction having = left.and(Inclusion.having(right, entry.getKey()));
                if (inclusion.isEmpty(having)) {
                    continue;
                }
                if (!entry.getValue().isArray()) {
                    found.addAll(inclusion.prove(having, right.at(word, entry.getKey())));
                    continue;
                }
                for (JsonNode name : entry.getValue()) {
                    if (!having.required().contains(name.asText())) {
                        Inclusion.add(found, right, word, false, "'%s' could be absent".formatted(name.asText()));
                    }
                }
            }
        }
    }

    /** Whether values that are not listed can be proved to be on the list all the same: there are few of them. */
    void listed(Conjunction left, SchemaNode right, Kind kind, List<Finding> found) {
        List<JsonNode> values = new ArrayList<>();
        Numbers numbers = Numbers.of(left.atoms(), kind);
        if (kind == Kind.NULL) {
            values.add(NullNode.getInstance());
        } else if (kind == Kind.BOOLEAN) {
            values.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
        } else if (kind == Kind.INTEGER
                && numbers.low() != null
                && numbers.high() != null
                && numbers.high().subtract(numbers.low()).compareTo(BigDecimal.valueOf(FEW)) < 0) {
            for (BigDecimal n = numbers.low(); n.compareTo(numbers.high()) <= 0; n = n.add(BigDecimal.ONE)) {
                values.add(DecimalNode.valueOf(n));
            }
        }
        values.removeIf(value -> left.atoms().stream()
                .anyMatch(atom -> !Values.accepts(atom, value).orElse(true)));
        for (String word : List.of("const", "enum")) {
            boolean all = !values.isEmpty()
                    && values.stream()
                            .allMatch(value -> Values.keeps(right, word, value).orElse(false));
            if (right.has(word) && !all) {
                Inclusion.add(found, right, word, false, "values that are not listed were allowed");
            }
        }
    }

    /** Whether the proof succeeds for each branch of some choice on the left. */
    boolean splitProves(Conjunction left, SchemaNode right) {
        for (SchemaNode atom : left.atoms()) {
            for (String word : List.of("anyOf", "oneOf", "if", "dependentSchemas", "dependencies")) {
                String choice = atom.identity() + word;
                if (atom.has(word) && atom.knows(word) && !left.split().contains(choice)) {
                    return choices(left.decided(choice), atom, word).stream()
                            .allMatch(one -> inclusion.prove(one, right).isEmpty());
                }
            }
        }
        return false;
    }

    private static List<Conjunction> choices(Conjunction left, SchemaNode atom, String word) {
        List<Conjunction> choices = new ArrayList<>();
        switch (word) {
            case "if" -> {
                choices.add(left.and(List.of(atom.at("if"), atom.at("then"))));
                choices.add(left.andNot(atom.at("if")).and(atom.at("else")));
            }
            case "anyOf", "oneOf" -> branches(atom, word).forEach(one -> choices.add(left.and(one)));
            default -> {
                // One of them at a time would need as many choices as there are subsets: those that must apply are
                // enough.
                Conjunction all = left;
                for (var entry : atom.get(word).properties()) {
                    if (!entry.getValue().isArray() && left.required().contains(entry.getKey())) {
                        all = all.and(atom.at(word, entry.getKey()));
                    }
                }
                // Schemas of dependencies bind objects alone.
                choices.add(all);
            }
        }
        return choices;
    }

    private static List<SchemaNode> branches(SchemaNode schema, String word) {
        List<SchemaNode> branches = new ArrayList<>();
        for (int i = 0; i < schema.get(word).size(); i++) {
            branches.add(schema.at(word, Integer.toString(i)));
        }
        return branches;
    }
}
