package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.List;
import java.util.Set;

/**
 * An envelope as its sealer holds it: the JWS and every disclosure.
 *
 * @param jws signed
 * @param disclosures parents before children
 */
public record SealedEnvelope(Jws jws, List<OpenedDisclosure> disclosures) {

    public SealedEnvelope {
        disclosures = List.copyOf(disclosures);
    }

    /**
     * Seals a record: a disclosure for each leaf, each object and each array, decoys up to the fixed count of the schema's
     * objects, and a signature. The record must be valid against the type; that is the caller's step before.
     *
     * @param record the whole record, or of a bound envelope the part and derived fields that its agreement releases and tests
     * @throws IllegalArgumentException if a name is not one that a field can have, or an object has more members than its schema
     */
    public static SealedEnvelope seal(EnvelopeClaims claims, ObjectNode record, RecordType type, SigningKey key) {
        return Sealing.seal(claims, record, type::memberCount, key);
    }

    /** Compact form with only these leaves' disclosures and their ancestors'. Unknown paths add nothing. */
    public String compactWith(Set<FieldPath> leaves) {
        return Presentation.of(jws, disclosures, leaves);
    }
}
