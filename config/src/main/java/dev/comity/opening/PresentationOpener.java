package dev.comity.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.record.RecordTypes;
import java.util.List;
import java.util.Optional;

/**
 * Opens a presentation as its recipient does, with every check of the envelope page: origin, hub statement, audience,
 * agreement with both signatures, opened paths equal to the entry's and within the agreement, sd_hash, delivery id, entry and
 * proof under a trusted log's checkpoint. Whether the delivery id is new is the caller's check. Thread-safe.
 */
public final class PresentationOpener {

    public PresentationOpener(
            Directory directory,
            TrustAnchors trust,
            AgreementsInForce agreements,
            RecordTypes types,
            String hub,
            EnvelopeLimits limits) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param presentation compact form with its KB-JWT
     * @param entry bytes of the entry, or empty if there is none
     * @param proof text of the {@code .tlog-proof}, or empty if there is none
     * @param consumer who opens
     * @return never null; a failed check is in the result, not an exception
     */
    public Opening open(String presentation, Optional<byte[]> entry, Optional<String> proof, String consumer) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * @param id stable: origin, statement, audience, agreement, fields, entry, proof
     * @param status pass, fail, skipped or unknown
     */
    public record Check(String id, String status, String detail) {}

    /** @param opened empty if any check failed */
    public record Opening(List<Check> checks, Optional<OpenedRecord> opened) {
        public boolean holds() {
            return opened.isPresent();
        }
    }

    /** A record that this consumer may use, with its proofs. */
    public record OpenedRecord(
            ObjectNode record,
            VerifiedEnvelope envelope,
            DeliveryStatement statement,
            Agreement agreement,
            Entry entry,
            InclusionProof proof) {}
}
