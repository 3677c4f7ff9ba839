package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides, for each agreement, which fields its consumer may see. Pure: no I/O, no clock, no state that changes an answer.
 * Unknown means withheld. Thread-safe.
 */
public final class DecisionEngine {

    /** What names the agreements that could apply. */
    private record Key(String provider, RecordTypeId type) {}

    private final Map<Key, TypePlan> plans = new HashMap<>();
    private final ZoneId zone;

    /** @param inForce agreements with both signatures */
    public DecisionEngine(RecordTypes types, Collection<Agreement> inForce, Directory directory, ZoneId zone) {
        this(types, inForce, slug -> directory.agency(slug).map(AgencyStatement::division), zone);
    }

    /**
     * For tests of agreements that nobody signed yet.
     *
     * @param divisions of agencies by slug, as the registrar certified them; empty for an agency that is not certified
     */
    public DecisionEngine(
            RecordTypes types,
            Collection<Agreement> agreements,
            Function<String, Optional<String>> divisions,
            ZoneId zone) {
        this.zone = zone;
        agreements.stream()
                // Agreements for other ways of asking release nothing to an event.
                .filter(agreement -> agreement.mode() == Mode.EVENT)
                .collect(Collectors.groupingBy(agreement -> new Key(agreement.provider(), agreement.record())))
                .forEach((key, some) -> plans.put(key, new TypePlan(typeOf(types, key), some, divisions)));
    }

    private static RecordType typeOf(RecordTypes types, Key key) {
        return types.find(key.type())
                .orElseThrow(() -> new IllegalArgumentException("no record type " + key.type() + " is loaded"));
    }

    /**
     * One decision for each event agreement of this provider and type that could apply: of an envelope that is not bound, the
     * unbound agreements; of a bound envelope, only the agreement with that digest. Of several versions of one agreement,
     * the one that is valid on the day; if none is, the newest, which then denies.
     *
     * @param record what is disclosed
     * @param leaves schema paths of the disclosed leaves
     * @param bound digest of the agreement in a bound envelope's clear claims
     * @param past how often was answered before, for agreements that limit it
     * @return in the order of agreement ids; empty if no agreement applies
     */
    public List<Decision> decide(
            String provider,
            RecordTypeId type,
            ObjectNode record,
            Set<FieldPath> leaves,
            Optional<String> bound,
            Past past,
            Instant now) {
        TypePlan plan = plans.get(new Key(provider, type));
        return plan == null ? List.of() : plan.decide(record, leaves, bound, past, LocalDate.ofInstant(now, zone));
    }

    /** As above where nothing was counted: agreements with a limit deny. */
    public List<Decision> decide(
            String provider,
            RecordTypeId type,
            ObjectNode record,
            Set<FieldPath> leaves,
            Optional<String> bound,
            Instant now) {
        return decide(provider, type, record, leaves, bound, Past.UNKNOWN, now);
    }

    /** The agreements with a limit among those that would be asked: for these the past has to be counted. */
    public List<Agreement> limited(String provider, RecordTypeId type, Optional<String> bound, Instant now) {
        TypePlan plan = plans.get(new Key(provider, type));
        return plan == null ? List.of() : plan.limited(bound, LocalDate.ofInstant(now, zone));
    }
}
