package dev.comity.decision;

import dev.comity.agreement.Agreement;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one agreement lets one agency see of one record. No field is on both sides.
 *
 * @param released leaves of the schema that are released; empty if denied
 * @param withheld every other leaf of the schema (and of derived fields that this agreement does not name) with the rule that withholds it: {@code not-released},
 *     {@code not-disclosed}, {@code denied}
 * @param denied why nothing is released: {@code jurisdiction}, {@code condition}, {@code budget} or {@code agreement-not-in-force}
 */
public record Decision(
        Agreement agreement, Set<FieldPath> released, Map<FieldPath, String> withheld, Optional<Refusal> denied) {

    public Decision {
        released = Collections.unmodifiableSortedSet(new TreeSet<>(released));
        withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
        if (!Collections.disjoint(released, withheld.keySet())) {
            throw new IllegalArgumentException("a field is both released and withheld");
        }
        if (denied.isPresent() && !released.isEmpty()) {
            throw new IllegalArgumentException("a denied decision releases nothing");
        }
    }

    public boolean releases() {
        return !released.isEmpty();
    }
}
