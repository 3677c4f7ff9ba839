package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An object with its members, all of them known.
 *
 * @param required names that a whole record must have
 * @param rules over several members
 */
record ObjectShape(Map<String, Shape> members, List<String> required, List<FieldRule> rules) implements Shape {

    @Override
    public void check(JsonNode value, Spot spot, Findings findings) {
        check(value, spot, findings, Map.of());
    }

    /** @param derived members that are allowed besides */
    void check(JsonNode value, Spot spot, Findings findings, Map<String, ? extends Shape> derived) {
        if (!value.isObject()) {
            findings.problem(spot, "expected " + Expectations.ofType("object"));
            return;
        }
        for (var member : value.properties()) {
            Shape shape = members.get(member.getKey());
            shape = shape == null ? derived.get(member.getKey()) : shape;
            if (shape == null) {
                unknown(member.getKey(), spot, findings);
            } else {
                shape.check(member.getValue(), Spot.member(spot, member.getKey()), findings);
            }
        }
        if (findings.whole()) {
            checkRequired(value, spot, findings);
        }
        for (FieldRule rule : rules) {
            rule.check(value, spot, findings);
        }
    }

    private void checkRequired(JsonNode value, Spot spot, Findings findings) {
        for (String name : required) {
            if (!value.has(name)) {
                findings.problem(Spot.member(spot, name), "missing; this record type requires it");
            }
        }
    }

    private void unknown(String name, Spot spot, Findings findings) {
        // A member name from outside may be anything, a person's data too, so only one that is a path is repeated.
        Spot place = FieldPath.isPath(name) ? Spot.member(spot, name) : spot;
        findings.problem(place, "unknown field" + SchemaProblems.didYouMean(name, members.keySet()));
    }
}
