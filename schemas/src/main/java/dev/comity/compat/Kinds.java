package dev.comity.compat;

import java.util.EnumSet;
import java.util.Set;

/** Which kinds of values can keep some schemas; never too few. */
final class Kinds {

    private static final int DEEP = 8;

    private Kinds() {}

    static Set<Kind> of(Conjunction left) {
        return of(left, 0);
    }

    private static Set<Kind> of(Conjunction left, int depth) {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        for (SchemaNode atom : left.atoms()) {
            if (atom.isNever()) {
                return EnumSet.noneOf(Kind.class);
            }
            kinds.retainAll(Kind.allowedBy(atom.get("type")));
            if (atom.has("const")) {
                kinds.retainAll(EnumSet.of(Kind.of(atom.get("const"))));
            }
            if (atom.get("enum").isArray()) {
                Set<Kind> listed = EnumSet.noneOf(Kind.class);
                atom.get("enum").forEach(value -> listed.add(Kind.of(value)));
                kinds.retainAll(listed);
            }
            for (String word : new String[] {"anyOf", "oneOf"}) {
                if (atom.has(word) && depth < DEEP) {
                    kinds.retainAll(ofAny(atom, word, depth));
                }
            }
        }
        for (SchemaNode negative : left.not()) {
            if (negative.json().isObject() && negative.json().size() == 1 && negative.has("type")) {
                kinds.removeAll(Kind.allowedBy(negative.get("type")));
            }
        }
        return kinds;
    }

    private static Set<Kind> ofAny(SchemaNode atom, String word, int depth) {
        Set<Kind> any = EnumSet.noneOf(Kind.class);
        for (int i = 0; i < atom.get(word).size(); i++) {
            any.addAll(of(Conjunction.of(atom.at(word, Integer.toString(i))), depth + 1));
        }
        return any;
    }
}
