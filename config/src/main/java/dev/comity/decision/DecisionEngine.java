package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.directory.Directory;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, for each agreement, which fields its consumer may see. Pure: no I/O, no clock, no state. Unknown means withheld.
 */
public final class DecisionEngine {

    /** @param inForce agreements with both signatures */
    public DecisionEngine(RecordTypes types, Collection<Agreement> inForce, Directory directory, ZoneId zone) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * One decision for each event agreement of this provider and type that could apply: of an envelope that is not bound, the
     * unbound agreements; of a bound envelope, only the agreement with that digest.
     *
     * @param record what is disclosed
     * @param leaves schema paths of the disclosed leaves
     * @param bound digest of the agreement in a bound envelope's clear claims
     * @return in the order of agreement ids; empty if no agreement applies
     */
    public List<Decision> decide(
            String provider,
            RecordTypeId type,
            ObjectNode record,
            Set<FieldPath> leaves,
            Optional<String> bound,
            Instant now) {
        throw new UnsupportedOperationException("contract");
    }
}
