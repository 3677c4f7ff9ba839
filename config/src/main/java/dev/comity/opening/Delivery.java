package dev.comity.opening;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.agreement.Agreement;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import java.util.Optional;

/**
 * The parts of one delivery, as far as each could be read and its own signature held. A part that is empty has failed its own
 * check; the others say that they could not compare with it.
 *
 * @param consumer who opens
 * @param text the presentation
 * @param entry a {@code released} entry
 */
record Delivery(
        String consumer,
        PresentationText text,
        Optional<VerifiedEnvelope> envelope,
        Optional<DeliveryStatement> statement,
        Optional<Agreement> agreement,
        Optional<Entry> entry,
        Optional<InclusionProof> proof) {

    /** A member of the entry as text; empty text where it is absent or no text. */
    String entryText(String name) {
        return member(name).filter(JsonNode::isTextual).map(JsonNode::textValue).orElse("");
    }

    /** A member of the entry as a whole number; -1 where it is absent or none. */
    long entryNumber(String name) {
        return member(name)
                .filter(JsonNode::canConvertToLong)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue)
                .orElse(-1L);
    }

    private Optional<JsonNode> member(String name) {
        return entry.map(e -> e.json().get(name));
    }
}
