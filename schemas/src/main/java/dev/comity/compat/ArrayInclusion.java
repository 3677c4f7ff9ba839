package dev.comity.compat;

import java.util.List;

/** Words about arrays. */
final class ArrayInclusion {

    private static final int LONG = 1000;

    private final Inclusion inclusion;

    ArrayInclusion(Inclusion inclusion) {
        this.inclusion = inclusion;
    }

    void prove(Conjunction left, SchemaNode right, List<Finding> found) {
        if (right.has("minItems")
                && Texts.least(left, "minItems") < right.get("minItems").asLong()) {
            Inclusion.add(found, right, "minItems", false, "fewer elements were allowed");
        }
        int most = most(left);
        if (right.has("maxItems") && most > right.get("maxItems").asLong()) {
            Inclusion.add(found, right, "maxItems", false, "more elements were allowed");
        }
        boolean unique = most <= 1 || left.all("uniqueItems").stream().anyMatch(one -> one.asBoolean());
        if (right.get("uniqueItems").asBoolean() && !unique) {
            Inclusion.add(found, right, "uniqueItems", false, "equal elements were allowed");
        }
        elements(left, right, most, found);
        contains(left, right, found);
        if (right.has("unevaluatedItems") && !right.at("unevaluatedItems").isAny()) {
            Inclusion.add(found, right, "unevaluatedItems", true, "is not judged");
        }
    }

    private void elements(Conjunction left, SchemaNode right, int most, List<Finding> found) {
        Elements asked = Elements.of(right);
        int places = Math.max(places(left), asked.first().size());
        for (int i = 0; i < Math.min(places, most); i++) {
            found.addAll(inclusion.proveInside(element(left, i), asked.at(i)));
        }
        if (most > places) {
            found.addAll(inclusion.proveInside(element(left, places), asked.rest()));
        }
    }

    private void contains(Conjunction left, SchemaNode right, List<Finding> found) {
        if (right.has("maxContains") && !left.all("maxContains").contains(right.get("maxContains"))) {
            Inclusion.add(found, right, "maxContains", true, "is not judged");
        }
        long asked = right.get("minContains").asLong(1);
        if (!right.has("contains") || asked == 0) {
            return;
        }
        boolean kept = left.atoms().stream()
                .filter(atom -> atom.has("contains") && atom.get("minContains").asLong(1) >= asked)
                .anyMatch(atom -> inclusion
                        .proveInside(Conjunction.of(atom.at("contains")), right.at("contains"))
                        .isEmpty());
        if (!kept && !(Texts.least(left, "minItems") >= asked && allKeep(left, right.at("contains")))) {
            Inclusion.add(found, right, "contains", true, "no element needed to be of this form");
        }
    }

    private boolean allKeep(Conjunction left, SchemaNode asked) {
        for (int i = 0; i <= places(left); i++) {
            if (!inclusion.proveInside(element(left, i), asked).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty(Conjunction left) {
        return Texts.least(left, "minItems") > most(left);
    }

    /** The largest number of elements: the bound, or the first place where nothing can stand. */
    private int most(Conjunction left) {
        int bound = (int) Math.min(Texts.most(left, "maxItems"), Integer.MAX_VALUE);
        for (int i = 0; i <= Math.min(places(left), bound - 1); i++) {
            if (element(left, i).atoms().stream().anyMatch(SchemaNode::isNever)) {
                return i;
            }
        }
        return bound;
    }

    private static int places(Conjunction left) {
        int places = left.atoms().stream()
                .mapToInt(atom -> Elements.of(atom).first().size())
                .max()
                .orElse(0);
        return Math.min(places, LONG);
    }

    private static Conjunction element(Conjunction left, int index) {
        return Conjunction.of(
                left.atoms().stream().map(atom -> Elements.of(atom).at(index)).toList());
    }
}
