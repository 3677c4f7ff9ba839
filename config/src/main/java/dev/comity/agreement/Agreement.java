package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One agreement: one provider, one consumer, one record type, one purpose. What it does not release is withheld.
 *
 * @param id slug, unique
 * @param version from 1; only rises
 * @param from first day, in the hub's zone
 * @param to last day, inclusive
 * @param release leaves that it releases, {@code address.*} expanded
 * @param releaseLines line of the file that releases each leaf
 * @param inputs leaves that its conditions read
 * @param asking what a request must carry; empty for events only
 * @param limits at most one of each kind
 * @param bound whether its envelopes are its own, because it releases or tests a derived field
 * @param digest base64url SHA-256 of the file's bytes
 * @param file on this machine
 * @param place path relative to the configuration folder, for messages
 */
public record Agreement(
        String id,
        int version,
        String titleEn,
        String titleZh,
        String provider,
        String consumer,
        RecordTypeId record,
        Mode mode,
        String purpose,
        Basis basis,
        LocalDate from,
        LocalDate to,
        Optional<Condition> jurisdiction,
        Optional<Condition> when,
        Set<FieldPath> release,
        Map<FieldPath, Integer> releaseLines,
        Set<FieldPath> inputs,
        List<String> obligations,
        Optional<Asking> asking,
        List<Limit> limits,
        boolean bound,
        String digest,
        Path file,
        String place) {

    public Agreement {
        release = Collections.unmodifiableSortedSet(new TreeSet<>(release));
        releaseLines = Collections.unmodifiableSortedMap(new TreeMap<>(releaseLines));
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        obligations = List.copyOf(obligations);
        limits = List.copyOf(limits);
        if (!obligations.stream().allMatch(Obligation::isKnown)) {
            throw new IllegalArgumentException("an obligation that this build does not know: " + id);
        }
        if (version < 1
                || to.isBefore(from)
                || release.isEmpty()
                || provider.equals(consumer)
                || asking.isPresent() == (mode == Mode.EVENT)) {
            throw new IllegalArgumentException("not an agreement: " + id);
        }
    }

    public boolean validOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** The limit of a kind, or empty where it is not limited. */
    public Optional<Limit> limit(Limit.Kind kind) {
        return limits.stream().filter(limit -> limit.kind() == kind).findFirst();
    }

    /**
     * How many fields of a whole record this agreement withholds. It follows from schema and agreement alone, never from a
     * record's values; delivery statements carry it.
     */
    public int withheldCount(RecordType type) {
        return (int)
                type.leaves().stream().filter(leaf -> !release.contains(leaf)).count();
    }

    /** Leaves that must leave the provider for this agreement: what it releases and what it tests. */
    public Set<FieldPath> needed() {
        Set<FieldPath> needed = new TreeSet<>(release);
        needed.addAll(inputs);
        return Collections.unmodifiableSet(needed);
    }
}
