package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;

/**
 * A rule over several members of one object: an element of {@code allOf}.
 *
 * @param title what it asks, in English; becomes the message
 * @param looksAt the members that it reads, each as steps from the object
 * @param blamed the member that a breach is reported at
 * @param compiled the rule itself
 */
record FieldRule(String title, List<List<String>> looksAt, List<String> blamed, Schema compiled) {

    void check(JsonNode object, Spot spot, Findings findings) {
        // Of a record that is disclosed in part, what is absent may be withheld, and the rule has no answer.
        if ((findings.whole() || seesEverything(object)) && !compiled.validate(object, OutputFormat.BOOLEAN)) {
            findings.problem(blamedSpot(spot), "expected that " + title);
        }
    }

    private boolean seesEverything(JsonNode object) {
        for (List<String> steps : looksAt) {
            JsonNode at = object;
            for (String step : steps) {
                at = at.path(step);
            }
            if (at.isMissingNode()) {
                return false;
            }
        }
        return true;
    }

    private Spot blamedSpot(Spot spot) {
        Spot place = spot;
        for (String step : blamed) {
            place = Spot.member(place, step);
        }
        return place;
    }
}
