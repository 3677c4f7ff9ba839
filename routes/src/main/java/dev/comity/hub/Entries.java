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
import dev.comity.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the entries of a batch, as docs/formats.md fixes them. Names of fields and commitments, never a value. */
final class Entries {

    private final String configDigest;
    private final String engine;
    private final WithheldLists withheld = new WithheldLists();

    Entries(String configDigest, String engine) {
        this.configDigest = configDigest;
        this.engine = engine;
    }

    /** The entries that one message makes; none for a repeat. */
    List<Entry> of(String sender, Item item, ExchangeLog.Draft draft) {
        if (item instanceof Item.Admitted admitted) {
            return admitted(admitted, draft);
        }
        if (item instanceof Item.Refused refused) {
            return List.of(refused(sender, refused, draft));
        }
        if (item instanceof Item.Confirmed confirmed) {
            return List.of(acknowledged(confirmed, draft));
        }
        return List.of();
    }

    private List<Entry> admitted(Item.Admitted admitted, ExchangeLog.Draft draft) {
        List<Entry> entries = new ArrayList<>();
        entries.add(submitted(admitted, draft));
        for (Item.Selected selected : admitted.decisions()) {
            selected.selection()
                    .ifPresent(selection ->
                            entries.add(released(admitted.verified(), selected.decision(), selection, draft)));
        }
        return entries;
    }

    private Entry submitted(Item.Admitted admitted, ExchangeLog.Draft draft) {
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
        ArrayNode decisions = members.putArray("decisions");
        admitted.decisions().forEach(selected -> decisions.add(summary(envelope, selected.decision())));
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private static ObjectNode summary(VerifiedEnvelope envelope, Decision decision) {
        ObjectNode summary = Json.object()
                .put("agreement", decision.agreement().id())
                .put("digest", decision.agreement().digest());
        if (decision.releases()) {
            return summary.put("delivery", delivery(envelope, decision));
        }
        ObjectNode denied = summary.putObject("denied");
        // Without a denial nothing that the agreement releases was disclosed.
        denied.put("code", decision.denied().map(d -> d.code().code()).orElse("no-agreement"));
        denied.put("path", decision.denied().map(Refusal::path).orElse(""));
        return summary;
    }

    private Entry released(
            Item.Verified verified, Decision decision, VerifiedEnvelope.Selection selection, ExchangeLog.Draft draft) {
        VerifiedEnvelope envelope = verified.envelope();
        Agreement agreement = decision.agreement();
        ObjectNode members = dated(draft)
                .put("exchange", envelope.exchange())
                .put("delivery", delivery(envelope, decision))
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
        members.put("withheldCount", agreement.withheldCount(verified.type()))
                .put("jws", envelope.jws().digest())
                .put("submission", verified.statement().digest())
                .put("sdHash", selection.sdHash())
                .put("iat", draft.time().getEpochSecond())
                .put("seq", draft.nextSeq(agreement.consumer()));
        verified.group().ifPresent(group -> members.put("group", group));
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

    private static Entry refused(String sender, Item.Refused refused, ExchangeLog.Draft draft) {
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

    private static String delivery(VerifiedEnvelope envelope, Decision decision) {
        return Identity.delivery(envelope.exchange(), decision.agreement().id(), 0);
    }

    private static ObjectNode dated(ExchangeLog.Draft draft) {
        return Json.object().put("time", draft.timeText());
    }
}
