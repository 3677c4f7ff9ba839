package dev.comity.agreement;

import dev.comity.record.FieldPath;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a request must carry under an agreement for query, verify or batch. What is not asked for here does not count; what is
 * asked for and missing refuses the request.
 *
 * @param by fields whose values name one subject: a request gives a value for each of them and for no other field; empty
 *     where nobody is named, which only counts may be
 * @param caseReference whether an open case must be named
 * @param authorisation whether a written authorisation by everybody concerned must be named
 * @param approvals how many other officials must have approved the request
 * @param subjects how many subjects one request may name; 1 but for a batch
 * @param minimumCount of records with the same released values: fewer are withheld; 1 where records are released as such
 */
public record Asking(
        Set<FieldPath> by,
        boolean caseReference,
        boolean authorisation,
        int approvals,
        int subjects,
        int minimumCount) {

    public Asking {
        by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
        if (approvals < 0 || subjects < 1 || minimumCount < 1 || by.isEmpty() == (minimumCount < 2)) {
            throw new IllegalArgumentException("not what a request can be asked for");
        }
    }

    /** Whether records leave only as counts of many, and nobody is named. */
    public boolean countsOnly() {
        return minimumCount > 1;
    }
}
