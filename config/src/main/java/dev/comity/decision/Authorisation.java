package dev.comity.decision;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A written authorisation by the persons concerned to look at records about them.
 *
 * @param document digest of the signed document
 * @param from first day
 * @param to last day, inclusive
 * @param signatories numbers of those who signed
 * @param adults numbers of all adults concerned, as the case names them
 * @param records names of the record types that it speaks of
 */
public record Authorisation(
        String document,
        LocalDate from,
        LocalDate to,
        Set<String> signatories,
        Set<String> adults,
        Set<String> records) {

    public Authorisation {
        signatories = Set.copyOf(signatories);
        adults = Set.copyOf(adults);
        records = Set.copyOf(records);
    }

    boolean validOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Whether every adult concerned and everybody who is asked about has signed. */
    boolean signedByAll(Collection<String> askedAbout) {
        Set<String> needed = new TreeSet<>(adults);
        needed.addAll(askedAbout);
        return !needed.isEmpty() && signatories.containsAll(needed);
    }
}
