package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.envelope.Identity;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each exchange is whole. A submission's entry announces its deliveries and their entries follow at once, so a delivery that is
 * left out, added or put elsewhere shows. Ids follow from their content.
 */
final class ExchangeRules {

    /** What a delivery's entry repeats of its submission's. */
    private static final List<String> SHARED =
            List.of("exchange", "provider", "record", "schema", "jws", "config", "engine");

    private final RuleNotes notes;
    private final Map<String, JsonNode> awaited = new LinkedHashMap<>();
    private ObjectNode submitted;
    private long submittedAt;
    private ObjectNode resubmitted;
    private long count;

    ExchangeRules(RuleNotes notes) {
        this.notes = notes;
    }

    void see(long index, Entry entry) {
        if (entry.kind() == Entry.Kind.RELEASED) {
            released(index, entry.json());
            return;
        }
        finish();
        resubmitted = null;
        if (entry.kind() == Entry.Kind.SUBMITTED) {
            submitted(index, entry.json());
        } else if (entry.kind() == Entry.Kind.RESUBMITTED && entry.json().has("delivery")) {
            resubmitted(index, entry.json());
        }
    }

    /** A single delivery that is made anew: its submission's entry is far away, so this one says what is announced. */
    private void resubmitted(long index, ObjectNode json) {
        resubmitted = json;
        submittedAt = index;
        String delivery = EntryText.of(json, "delivery");
        String expected = Identity.delivery(
                EntryText.of(json, "exchange"),
                EntryText.of(json, "agreement"),
                json.path("count").intValue());
        require(index, delivery.equals(expected), "announces a delivery whose id does not follow from the agreement");
        awaited.put(delivery, json);
    }

    private void submitted(long index, ObjectNode json) {
        count++;
        submitted = json;
        submittedAt = index;
        String exchange = Identity.exchange(
                EntryText.of(json, "provider"), EntryText.of(json, "jti"), Base64Url.decode(EntryText.of(json, "jws")));
        require(index, exchange.equals(EntryText.of(json, "exchange")), "its exchange id does not follow from it");
        for (JsonNode decision : json.path("decisions")) {
            if (decision.has("delivery")) {
                announced(index, exchange, decision);
            }
        }
    }

    private void announced(long index, String exchange, JsonNode decision) {
        String delivery = EntryText.of(decision, "delivery");
        int resubmissions = submitted.path("resubmission").intValue();
        String expected = Identity.delivery(exchange, EntryText.of(decision, "agreement"), resubmissions);
        require(index, delivery.equals(expected), "announces a delivery whose id does not follow from the agreement");
        awaited.put(delivery, decision);
    }

    private void released(long index, ObjectNode json) {
        JsonNode decision = awaited.remove(EntryText.of(json, "delivery"));
        if (decision == null) {
            wrong(index, "a delivery that no submission before it announces");
            return;
        }
        if (resubmitted != null) {
            madeAnew(index, json);
            return;
        }
        for (String member : SHARED) {
            require(
                    index,
                    EntryText.of(json, member).equals(EntryText.of(submitted, member)),
                    "has another '%s' than the submission at entry %d".formatted(member, submittedAt));
        }
        boolean sameAgreement = EntryText.of(decision, "agreement").equals(EntryText.of(json, "agreement"))
                && EntryText.of(decision, "digest").equals(EntryText.of(json, "agreementDigest"));
        require(index, sameAgreement, "is under another agreement than the submission announces");
        require(
                index,
                EntryText.of(submitted.path("submission"), "digest").equals(EntryText.of(json, "submission")),
                "names another submission statement");
        numbered(index, json, submitted.path("resubmission").intValue());
    }

    /** The count is part of the delivery's id, so its recipient must be able to read it. */
    private void numbered(long index, ObjectNode json, int resubmissions) {
        require(
                index,
                json.path("resubmission").intValue() == resubmissions,
                "does not say how often its record was submitted again");
    }

    private void madeAnew(long index, ObjectNode json) {
        boolean same = EntryText.of(resubmitted, "exchange").equals(EntryText.of(json, "exchange"))
                && EntryText.of(resubmitted, "provider").equals(EntryText.of(json, "provider"))
                && EntryText.of(resubmitted, "submission").equals(EntryText.of(json, "jws"))
                && EntryText.of(resubmitted, "agreement").equals(EntryText.of(json, "agreement"));
        require(index, same, "is another delivery than entry %d resubmits".formatted(submittedAt));
        numbered(index, json, resubmitted.path("count").intValue());
    }

    /** After the last entry of an exchange. */
    void finish() {
        if (!awaited.isEmpty()) {
            wrong(submittedAt, "announces %d deliveries that have no entry".formatted(awaited.size()));
            awaited.clear();
        }
    }

    private void require(long index, boolean holds, String otherwise) {
        if (!holds) {
            wrong(index, otherwise);
        }
    }

    private void wrong(long index, String detail) {
        notes.wrong(AuditRules.EXCHANGES, index, detail);
    }

    String summary() {
        return "%d submissions, each with exactly the deliveries that it announces".formatted(count);
    }
}
