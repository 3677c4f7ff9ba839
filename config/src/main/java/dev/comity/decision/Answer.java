package dev.comity.decision;

import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one agreement lets the consumer know about one subject, or of one record where no subject is named.
 *
 * @param subject its place in the request, from 0; -1 where nobody is named
 * @param released leaves whose values are released; of a verification, those that the verdict is about
 * @param withheld every other leaf with the rule that withholds it, as in {@link Withheld}
 * @param denied why nothing is released; for the provider and the log, see {@link RequestDecision#told()}
 * @param verdict of a verification; empty for query and batch
 */
public record Answer(
        int subject,
        Set<FieldPath> released,
        Map<FieldPath, String> withheld,
        Optional<Refusal> denied,
        Optional<Verdict> verdict) {

    static final int NOBODY = -1;

    public Answer {
        released = Collections.unmodifiableSortedSet(new TreeSet<>(released));
        withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
        if (!Collections.disjoint(released, withheld.keySet())) {
            throw new IllegalArgumentException("a field is both released and withheld");
        }
        if (denied.isPresent() && (!released.isEmpty() || verdict.isPresent())) {
            throw new IllegalArgumentException("a denied answer says nothing");
        }
    }
}
