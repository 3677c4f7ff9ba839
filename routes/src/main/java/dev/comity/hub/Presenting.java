package dev.comity.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.batch.Outgoing;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.envelope.Wire;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.KeptDelivery;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fourth step: writes what goes out. Everything follows from the entries and the envelope, so that a batch that is resumed
 * after a crash sends the same presentations as the one that was interrupted.
 */
final class Presenting {

    private final String hub;
    private final ExchangeLog log;
    private final SigningKey deliver;

    Presenting(String hub, ExchangeLog log, SigningKey deliver) {
        this.hub = hub;
        this.log = log;
        this.deliver = deliver;
    }

    /** In the order of the batch, so that order to each consumer is kept. */
    List<Outgoing> present(Logged logged) {
        Map<Long, InclusionProof> proofs = log.prove(indices(logged));
        List<Outgoing> outgoing = new ArrayList<>();
        List<EvidenceItem> evidence = new ArrayList<>();
        for (Answered answered : logged.answered()) {
            outgoing.addAll(messages(logged.sender(), answered, proofs, evidence));
        }
        outgoing.addAll(EvidenceNotes.of(evidence));
        if (!logged.answers().isEmpty()) {
            outgoing.add(CommitNotes.note(logged.answers()));
        }
        return outgoing;
    }

    private static List<Long> indices(Logged logged) {
        List<Long> indices = new ArrayList<>();
        for (Answered answered : logged.answered()) {
            indices.add(answered.answer().index());
            if (answered instanceof Answered.Accepted accepted) {
                accepted.released().forEach(released -> indices.add(released.index()));
            }
        }
        return indices;
    }

    private List<Outgoing> messages(
            String sender, Answered answered, Map<Long, InclusionProof> proofs, List<EvidenceItem> evidence) {
        List<Outgoing> messages = new ArrayList<>();
        Placed answer = answered.answer();
        InclusionProof proof = proofs.get(answer.index());
        if (answered instanceof Answered.Acknowledged acknowledged) {
            messages.add(acknowledgement(acknowledged, proof));
        } else if (answer.is(Entry.Kind.UNDELIVERABLE)) {
            messages.add(undeliverable(sender, answer, proof));
        } else if (answered instanceof Answered.Refused refused) {
            messages.add(receipt(sender, answer, refused.reasons(), proof));
        } else {
            messages.add(receipt(sender, answer, reasonsOf(answer), proof));
        }
        if (answered instanceof Answered.Accepted accepted) {
            String envelope = accepted.envelope().compact();
            List<KeptDelivery> kept = new ArrayList<>();
            for (Placed released : accepted.released()) {
                VerifiedEnvelope.Selection selection = selection(accepted.envelope(), released);
                String statement = statement(released).sign(deliver).compact();
                messages.add(presentation(selection.compact() + statement, released, proofs.get(released.index())));
                kept.add(KeptDelivery.of(
                        released.index(), released.text("delivery"), envelope, selection.compact(), statement));
            }
            evidence.add(new EvidenceItem(
                    answer.index(),
                    answer.time(),
                    answer.text("exchange"),
                    envelope,
                    accepted.backing().submission(),
                    accepted.backing().subjects(),
                    kept));
        }
        return messages;
    }

    private static List<Refusal> reasonsOf(Placed answer) {
        return answer.is(Entry.Kind.REFUSED) ? LogStep.reasons(answer) : List.of();
    }

    private Outgoing receipt(String sender, Placed answer, List<Refusal> reasons, InclusionProof proof) {
        String submission = answer.text(reasons.isEmpty() ? "jws" : "submission");
        Receipt receipt = new Receipt(
                hub,
                sender,
                answer.time(),
                submission,
                answer.optional("jti"),
                answer.optional("exchange"),
                log.origin(),
                answer.index(),
                reasons);
        Map<String, String> properties = proven(answer, proof);
        properties.put(Wire.CONTENT_TYPE, receipt.accepted() ? Wire.ACCEPTED : Wire.REFUSAL);
        properties.put(Wire.CE_ID, answer.optional("jti").orElse(submission));
        return new Outgoing(Wire.out(sender), receipt.sign(deliver).compact(), properties, Optional.empty());
    }

    private Outgoing undeliverable(String sender, Placed answer, InclusionProof proof) {
        Undeliverable notice = new Undeliverable(
                hub,
                sender,
                answer.time(),
                answer.text("submission"),
                answer.optional("jti"),
                log.origin(),
                answer.index(),
                answer.entry().json().get("attempts").longValue());
        Map<String, String> properties = proven(answer, proof);
        properties.put(Wire.CONTENT_TYPE, Wire.UNDELIVERABLE);
        properties.put(Wire.CE_ID, answer.optional("jti").orElse(answer.text("submission")));
        return new Outgoing(Wire.out(sender), notice.sign(deliver).compact(), properties, Optional.empty());
    }

    private static VerifiedEnvelope.Selection selection(VerifiedEnvelope envelope, Placed released) {
        VerifiedEnvelope.Selection selection = envelope.select(paths(released));
        if (!selection.sdHash().equals(released.text("sdHash"))) {
            throw new IllegalStateException(
                    "the disclosures are not those that entry " + released.index() + " released");
        }
        return selection;
    }

    private static Outgoing presentation(String compact, Placed released, InclusionProof proof) {
        Map<String, String> properties = proven(released, proof);
        properties.put(Wire.CONTENT_TYPE, Wire.RECORD);
        properties.put(Wire.CE_ID, released.text("delivery"));
        properties.put(Wire.CE_SOURCE, released.text("provider"));
        properties.put(Wire.CE_TYPE, released.text("record"));
        properties.put(Wire.CE_TIME, released.text("time"));
        properties.put(Wire.CE_DATASCHEMA, released.text("schema"));
        return new Outgoing(Wire.out(released.text("consumer")), compact, properties, released.optional("group"));
    }

    private DeliveryStatement statement(Placed released) {
        var members = released.entry().json();
        return new DeliveryStatement(
                Instant.ofEpochSecond(members.get("iat").longValue()),
                released.text("consumer"),
                released.text("delivery"),
                released.text("sdHash"),
                released.text("exchange"),
                released.text("agreement"),
                released.text("agreementDigest"),
                released.text("purpose"),
                released.text("schema"),
                log.origin(),
                members.get("seq").longValue(),
                members.get("withheldCount").intValue());
    }

    private static Set<FieldPath> paths(Placed released) {
        Set<FieldPath> paths = new HashSet<>();
        for (JsonNode field : released.entry().json().get("released")) {
            paths.add(FieldPath.of(field.get("path").textValue()));
        }
        return paths;
    }

    private static Outgoing acknowledgement(Answered.Acknowledged acknowledged, InclusionProof proof) {
        Placed answer = acknowledged.answer();
        Map<String, String> properties = proven(answer, proof);
        properties.put(Wire.CONTENT_TYPE, Wire.ACK);
        properties.put(Wire.CE_ID, answer.text("delivery"));
        return new Outgoing(Wire.out(answer.text("provider")), acknowledged.jws(), properties, Optional.empty());
    }

    private static Map<String, String> proven(Placed placed, InclusionProof proof) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Wire.ENTRY, new String(placed.entry().bytes(), StandardCharsets.UTF_8));
        properties.put(Wire.PROOF, proof.text());
        return properties;
    }
}
