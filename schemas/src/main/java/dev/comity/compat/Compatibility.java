package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a change of a schema does to those who know the old one. Old producers work where the new schema accepts whatever the old
 * one accepted; old consumers work where the old one accepts whatever the new one accepts.
 *
 * @param changes every difference, with its effects
 */
public record Compatibility(List<Change> changes) {

    public Compatibility {
        changes = List.copyOf(changes);
    }

    /** Compares two JSON Schemas of any editions from draft-04 to 2020-12. */
    public static Compatibility of(JsonNode before, JsonNode after) {
        return compare(before, after, true);
    }

    /**
     * Compares two flat schemas of record types. A field that the old one did not have reaches no old consumer, because an
     * agreement has to name it; so new fields break nothing. Derived fields count too.
     */
    public static Compatibility ofRecordTypes(JsonNode before, JsonNode after) {
        return compare(before, after, false);
    }

    private static Compatibility compare(JsonNode before, JsonNode after, boolean namesRestricted) {
        Draft draft = Draft.of(after, Draft.of(before, Draft.V2020));
        SchemaNode old = SchemaDocument.of(before, draft).node();
        SchemaNode now = SchemaDocument.of(after, draft).node();
        List<Finding> producers = new Inclusion(true).prove(Conjunction.of(old), now);
        List<Finding> consumers = new Inclusion(namesRestricted).prove(Conjunction.of(now), old);
        return new Compatibility(new Effects(producers, consumers).of(Differences.between(before, after)));
    }

    public Effect producers() {
        return changes.stream().map(Change::producers).reduce(Effect.WORKS, Effect::or);
    }

    public Effect consumers() {
        return changes.stream().map(Change::consumers).reduce(Effect.WORKS, Effect::or);
    }

    /** Whether both old producers and old consumers work. */
    public boolean breaksNobody() {
        return producers() == Effect.WORKS && consumers() == Effect.WORKS;
    }

    /** The changes that break somebody or cannot be judged. */
    public List<Change> breaking() {
        List<Change> breaking = new ArrayList<>(changes);
        breaking.removeIf(change -> change.producers() == Effect.WORKS && change.consumers() == Effect.WORKS);
        return breaking;
    }
}
