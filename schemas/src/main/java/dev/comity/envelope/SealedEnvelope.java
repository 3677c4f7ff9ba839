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

    /**
     * Seals a record: a disclosure for each leaf, each object and each array, decoys up to the fixed count of the schema's
     * objects, and a signature. The record must be valid against the type; that is the caller's step before.
     *
     * @param record the whole record, or of a bound envelope the part and derived fields that its agreement releases and tests
     */
    public static SealedEnvelope seal(EnvelopeClaims claims, ObjectNode record, RecordType type, SigningKey key) {
        throw new UnsupportedOperationException("contract");
    }

    /** Compact form with only these leaves' disclosures and their ancestors'. Unknown paths add nothing. */
    public String compactWith(Set<FieldPath> leaves) {
        throw new UnsupportedOperationException("contract");
    }
}
