package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * An array whose elements have one shape.
 *
 * @param least elements of a whole record's array
 * @param most elements, which also holds for a part of them
 * @param unique whether no two elements are equal; only for arrays of leaves, since objects may differ in what is withheld
 */
record ArrayShape(Shape element, int least, int most, boolean unique) implements Shape {

    @Override
    public void check(JsonNode value, Spot spot, Findings findings) {
        if (!value.isArray()) {
            findings.problem(spot, "expected " + Expectations.ofType("array"));
            return;
        }
        // Elements may be withheld, so too few is a finding about whole records alone.
        if (findings.whole() && value.size() < least) {
            findings.problem(spot, "expected at least %d elements".formatted(least));
        }
        if (value.size() > most) {
            findings.problem(spot, "expected at most %d elements".formatted(most));
        }
        if (unique) {
            checkUnique(value, spot, findings);
        }
        for (int i = 0; i < value.size(); i++) {
            element.check(value.get(i), Spot.element(spot, i), findings);
        }
    }

    private void checkUnique(JsonNode value, Spot spot, Findings findings) {
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            if (!seen.add(value.get(i))) {
                findings.problem(Spot.element(spot, i), "expected no element twice");
            }
        }
    }
}
