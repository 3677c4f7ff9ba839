package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.json.Json;
import dev.comity.outbox.Draft;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the hub would refuse as too large is not sent at all; whoever sends it learns the limit at once. */
final class SizeCheck {

    private SizeCheck() {}

    /** Empty for a record within the limit. */
    static Optional<Refusal> of(ObjectNode record, EnvelopeLimits limits) {
        int bytes = Json.bytes(record).length;
        return bytes <= limits.maxRecordBytes()
                ? Optional.empty()
                : Optional.of(tooLarge(
                        "the record has %,d bytes, and at most %,d are taken; leave out what nobody needs, or divide it"
                                .formatted(bytes, limits.maxRecordBytes())));
    }

    /** None where every envelope is within the limits. */
    static List<Refusal> of(List<Draft> drafts, EnvelopeLimits limits) {
        List<Refusal> reasons = new ArrayList<>();
        for (Draft draft : drafts) {
            int bytes = draft.compact().length();
            if (bytes > limits.maxCompactBytes()) {
                reasons.add(tooLarge(
                        "an envelope has %,d bytes, and at most %,d are taken; leave out what nobody needs, or divide the record"
                                .formatted(bytes, limits.maxCompactBytes())));
            }
            // Each disclosure, and the signed part before them, ends in one.
            long disclosures = draft.compact().chars().filter(c -> c == '~').count() - 1;
            if (disclosures > limits.maxDisclosures()) {
                reasons.add(tooLarge(
                        "an envelope discloses %,d values and containers, and at most %,d are taken; divide the record"
                                .formatted(disclosures, limits.maxDisclosures())));
            }
        }
        return reasons;
    }

    private static Refusal tooLarge(String message) {
        return Refusal.of(RefusalCode.TOO_LARGE, "", message);
    }
}
