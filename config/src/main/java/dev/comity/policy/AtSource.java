package dev.comity.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.record.Derivation;
import dev.comity.record.Derivations;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** What a record's source does before it seals for one agreement: adds the derived fields that the agreement needs. */
final class AtSource {

    /** Any key will do: whether a pseudonym is released does not depend on it. */
    private static final byte[] ANY_KEY = new byte[32];

    private AtSource() {}

    /** @return a copy of the record, with each derived field that has a value for it */
    static ObjectNode derived(Agreement agreement, RecordType type, ObjectNode record, Instant at, ZoneId zone) {
        ObjectNode whole = record.deepCopy();
        for (Derivation derivation : type.derivations()) {
            if (agreement.needed().contains(derivation.name())) {
                Optional<byte[]> key = derivation.secret() ? Optional.of(ANY_KEY) : Optional.empty();
                Derivations.compute(derivation, whole, key, at, zone)
                        .ifPresent(value -> whole.set(derivation.name().value(), value));
            }
        }
        return whole;
    }
}
