package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.decision.Decision;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Identity;
import dev.comity.envelope.OpenedDisclosure;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the entries of a batch, as docs/formats.md fixes them. Names of fields and commitments, never a value. */
final class Entries {

    /** Resubmissions of what comes for the first time. */
    private static final int FIRST = 0;

    private final RecordTypes types;
    private final String configDigest;
    private final String engine;
    private final WithheldLists withheld = new WithheldLists();

    Entries(RecordTypes types, String configDigest, String engine) {
        this.types = types;
        this.configDigest = configDigest;
        this.engine = engine;
    }

    /** The entries that one message makes; none for a repeat. */
    List<Entry> of(String sender, Item item, ExchangeLog.Draft draft) {
        if (item instanceof Item.Admitted admitted) {
            return admitted(admitted, draft, FIRST);
        }
        if (item instanceof Item.Refused refused) {
            return List.of(refused(sender, refused, draft, FIRST));
        }
        if (item instanceof Item.Resubmitted resubmitted) {
            return resubmitted(sender, resubmitted, draft);
        }
        if (item instanceof Item.Redelivery redelivery) {
            return redelivered(redelivery, draft);
        }
        if (item instanceof Item.GivenUp givenUp) {
            return List.of(Settlements.discarded(givenUp, draft));
        }
        if (item instanceof Item.Confirmed confirmed) {
            return List.of(acknowledged(confirmed, draft));
        }
        return List.of();
    }

    /** What the operator did, and right after it what came of it. */
    private List<Entry> resubmitted(String sender, Item.Resubmitted resubmitted, ExchangeLog.Draft draft) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Settlements.resubmitted(resubmitted, draft));
        if (resubmitted.again() instanceof Item.Admitted admitted) {
            entries.addAll(admitted(admitted, draft, resubmitted.count()));
        } else {
            entries.add(refused(sender, (Item.Refused) resubmitted.again(), draft, resubmitted.count()));
        }
        return entries;
    }

    private List<Entry> redelivered(Item.Redelivery redelivery, ExchangeLog.Draft draft) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Settlements.resubmitted(redelivery, draft));
        if (redelivery.releases()) {
            var cause = new Cause(
                    redelivery.envelope().orElseThrow(),
                    redelivery.before().text("submission"),
                    redelivery.before().optional("group"),
                    redelivery.count());
            entries.add(released(cause, redelivery.decision().orElseThrow(), draft));
        }
        return entries;
    }

    /**
     * What a release comes from.
     *
     * @param submission digest of the submission statement
     * @param resubmissions part of the delivery's id
     */
    private record Cause(VerifiedEnvelope envelope, String submission, Optional<String> group, int resubmissions) {}

    private List<Entry> admitted(Item.Admitted admitted, ExchangeLog.Draft draft, int resubmissions) {
        List<Entry> entries = new ArrayList<>();
        entries.add(submitted(admitted, draft, resubmissions));
        Item.Verified verified = admitted.verified();
        var cause = new Cause(verified.envelope(), verified.statement().digest(), verified.group(), resubmissions);
        for (Item.Selected selected : admitted.decisions()) {
            if (selected.selection().isPresent()) {
                entries.add(released(cause, selected, draft));
            }
        }
        return entries;
    }

    private Entry submitted(Item.Admitted admitted, ExchangeLog.Draft draft, int resubmissions) {
        Item.Verified verified = admitted.verified();
        VerifiedEnvelope envelope = verified.envelope();
        EnvelopeClaims claims = envelope.claims();
        ObjectNode members = dated(draft)
                .put("exchange", envelope.exchange())
                .put("provider", claims.issuer())
                .put("jti", claims.jti())
                .put("record", claims.record().toString())
                .put("schema", claims.schemaDigest())
                .put("jws", envelope.jws().digest());
        claims.agreement().ifPresent(digest -> members.put("agreement", digest));
        members.set("submission", statement(verified.statement()));
        ArrayNode subjects = members.putArray("subjects");
        verified.statement().subjects().forEach(subjects::add);
        verified.group().ifPresent(group -> members.put("group", group));
        members.put("config", configDigest).put("engine", engine);
        admitted.past().ifPresent(past -> members.put("past", past));
        numbered(members, resubmissions);
        ArrayNode decisions = members.putArray("decisions");
        admitted.decisions().forEach(selected -> decisions.add(summary(envelope, selected.decision(), resubmissions)));
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private static ObjectNode summary(VerifiedEnvelope envelope, Decision decision, int resubmissions) {
        ObjectNode summary = Json.object()
                .put("agreement", decision.agreement().id())
                .put("digest", decision.agreement().digest());
        if (decision.releases()) {
            return summary.put(
                    "delivery",
                    Identity.delivery(envelope.exchange(), decision.agreement().id(), resubmissions));
        }
        ObjectNode denied = summary.putObject("denied");
        // Without a denial nothing that the agreement releases was disclosed.
        denied.put("code", decision.denied().map(d -> d.code().code()).orElse("no-agreement"));
        denied.put("path", decision.denied().map(Refusal::path).orElse(""));
        return summary;
    }

    private Entry released(Cause cause, Item.Selected selected, ExchangeLog.Draft draft) {
        VerifiedEnvelope envelope = cause.envelope();
        Decision decision = selected.decision();
        VerifiedEnvelope.Selection selection = selected.selection().orElseThrow();
        Agreement agreement = decision.agreement();
        ObjectNode members = dated(draft)
                .put("exchange", envelope.exchange())
                .put("delivery", Identity.delivery(envelope.exchange(), agreement.id(), cause.resubmissions()))
                .put("provider", agreement.provider())
                .put("consumer", agreement.consumer())
                .put("record", envelope.claims().record().toString())
                .put("purpose", agreement.purpose());
        members.putObject("basis")
                .put("kind", agreement.basis().kind())
                .put("instrument", agreement.basis().instrument())
                .put("article", agreement.basis().article());
        members.put("agreement", agreement.id())
                .put("agreementDigest", agreement.digest())
                .put("schema", envelope.claims().schemaDigest())
                .put("config", configDigest)
                .put("engine", engine);
        members.set("released", digests(selection.leaves()));
        members.set("inputs", digests(inputs(envelope, agreement)));
        members.set("withheld", withheld.of(decision));
        members.put(
                        "withheldCount",
                        agreement.withheldCount(
                                types.find(envelope.claims().record()).orElseThrow()))
                .put("jws", envelope.jws().digest())
                .put("submission", cause.submission())
                .put("sdHash", selection.sdHash())
                .put("iat", draft.time().getEpochSecond())
                .put("seq", draft.nextSeq(agreement.consumer()));
        cause.group().ifPresent(group -> members.put("group", group));
        numbered(members, cause.resubmissions());
        return Entry.of(Entry.Kind.RELEASED, members);
    }

    private static List<OpenedDisclosure> inputs(VerifiedEnvelope envelope, Agreement agreement) {
        return envelope.disclosures().stream()
                .filter(disclosure -> disclosure.leaf() && agreement.inputs().contains(disclosure.path()))
                .toList();
    }

    private static ArrayNode digests(List<OpenedDisclosure> disclosures) {
        ArrayNode digests = Json.object().arrayNode();
        for (OpenedDisclosure disclosure : disclosures) {
            digests.addObject()
                    .put("path", disclosure.path().value())
                    .put("digest", disclosure.disclosure().digest());
        }
        return digests;
    }

    private static Entry refused(String sender, Item.Refused refused, ExchangeLog.Draft draft, int resubmissions) {
        Glimpse glimpse = refused.glimpse();
        ObjectNode members = dated(draft).put("provider", sender).put("submission", glimpse.digest());
        glimpse.jti().ifPresent(jti -> members.put("jti", jti));
        glimpse.record().ifPresent(record -> members.put("record", record));
        glimpse.kid().ifPresent(kid -> members.put("kid", kid));
        refused.statement().ifPresent(statement -> members.set("statement", statement(statement)));
        ArrayNode reasons = members.putArray("reasons");
        for (Refusal reason : LoggedReasons.of(refused)) {
            reasons.addObject().put("code", reason.code().code()).put("path", reason.path());
        }
        numbered(members, resubmissions);
        return Entry.of(Entry.Kind.REFUSED, members);
    }

    private static Entry acknowledged(Item.Confirmed confirmed, ExchangeLog.Draft draft) {
        Placed released = confirmed.released();
        return Entry.of(
                Entry.Kind.ACKNOWLEDGED,
                dated(draft)
                        .put("delivery", confirmed.acknowledgement().delivery())
                        .put("exchange", released.text("exchange"))
                        .put("provider", released.text("provider"))
                        .put("consumer", released.text("consumer"))
                        .put("ack", confirmed.jws().digest()));
    }

    static ObjectNode statement(SubmissionStatement statement) {
        ObjectNode members = Json.object()
                .put("digest", statement.digest())
                .put("kid", statement.jws().kid())
                .put("seq", statement.seq());
        Optional<String> previous = statement.previous();
        previous.ifPresent(prev -> members.put("prev", prev));
        return members;
    }

    private static void numbered(ObjectNode members, int resubmissions) {
        if (resubmissions > FIRST) {
            members.put("resubmission", resubmissions);
        }
    }

    static ObjectNode dated(ExchangeLog.Draft draft) {
        return Json.object().put("time", draft.timeText());
    }
}
