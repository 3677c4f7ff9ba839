package dev.comity.hub;

import dev.comity.batch.DeadLetter;
import dev.comity.batch.Outgoing;
import dev.comity.batch.Spread;
import dev.comity.broker.HubQueues;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Wire;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.KeptDelivery;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fourth step: writes what goes out. Everything follows from the entries and the envelope, so that a batch that is resumed
 * after a crash sends the same presentations as the one that was interrupted.
 */
final class Presenting {

    private final String hub;
    private final ExchangeLog log;
    private final SigningKey deliver;
    private final HubQueues queues;
    private final Notices notices;
    private final Duration longestWait;

    /**
     * @param queues of the hub itself
     * @param longestWait for its consumer of a delivery: what waits can be read by the hub
     */
    Presenting(String hub, ExchangeLog log, SigningKey deliver, HubQueues queues, Duration longestWait) {
        this.hub = hub;
        this.log = log;
        this.deliver = deliver;
        this.queues = queues;
        this.notices = new Notices(hub, log, deliver);
        this.longestWait = longestWait;
    }

    /** In the order of the batch, so that order to each consumer is kept. */
    List<Outgoing> present(Logged logged) {
        Map<Long, InclusionProof> proofs = log.prove(indices(logged));
        List<Outgoing> outgoing = new ArrayList<>();
        List<EvidenceItem> evidence = new ArrayList<>();
        // Signatures side by side; the order is that of the list.
        for (Written written : Spread.map(logged.answered(), one -> written(logged.sender(), one, proofs))) {
            outgoing.addAll(written.messages());
            written.evidence().ifPresent(evidence::add);
        }
        outgoing.addAll(EvidenceNotes.of(evidence, queues.evidence()));
        outgoing.addAll(logged.forwarded());
        if (!logged.answers().isEmpty()) {
            // The first that comes out of the transaction: whoever reacts to a delivery finds the note that it was
            // made.
            outgoing.add(queues.several() ? 0 : outgoing.size(), CommitNotes.note(logged, queues));
        }
        return outgoing;
    }

    private static List<Long> indices(Logged logged) {
        List<Long> indices = new ArrayList<>();
        for (Answered answered : logged.answered()) {
            indices.add(answered.answer().index());
            if (answered instanceof Answered.Accepted accepted) {
                accepted.releases()
                        .forEach(release -> indices.add(release.entry().index()));
            }
            if (answered instanceof Answered.Redelivered redelivered) {
                redelivered
                        .delivery()
                        .ifPresent(one -> indices.add(one.release().entry().index()));
            }
        }
        return indices;
    }

    /** What one answer becomes. */
    private record Written(List<Outgoing> messages, Optional<EvidenceItem> evidence) {}

    private Written written(String sender, Answered answered, Map<Long, InclusionProof> proofs) {
        if (answered instanceof Answered.Accepted accepted) {
            return accepted(sender, accepted, proofs);
        }
        if (answered instanceof Answered.Redelivered redelivered) {
            return redelivered(redelivered, proofs);
        }
        if (answered instanceof Answered.Undeliverable undeliverable
                && undeliverable.letter().isPresent()) {
            return new Written(
                    List.of(
                            message(sender, undeliverable, proofs),
                            undeliverable.letter().get()),
                    Optional.empty());
        }
        return new Written(List.of(message(sender, answered, proofs)), Optional.empty());
    }

    private Outgoing message(String sender, Answered answered, Map<Long, InclusionProof> proofs) {
        Placed answer = answered.answer();
        InclusionProof proof = proofs.get(answer.index());
        if (answered instanceof Answered.Acknowledged acknowledged) {
            return acknowledgement(acknowledged, proof);
        }
        if (answered instanceof Answered.GivenUp givenUp) {
            return notices.givenUp(givenUp, proven(answer, proof));
        }
        if (answer.is(Entry.Kind.UNDELIVERABLE)) {
            return notices.undeliverable(answer, proven(answer, proof));
        }
        List<Refusal> reasons = answered instanceof Answered.Refused refused ? refused.reasons() : reasonsOf(answer);
        return receipt(sender, answer, reasons, proof);
    }

    private Written accepted(String sender, Answered.Accepted accepted, Map<Long, InclusionProof> proofs) {
        List<Outgoing> messages = new ArrayList<>();
        messages.add(message(sender, accepted, proofs));
        List<KeptDelivery> kept = new ArrayList<>();
        for (Answered.Release release : accepted.releases()) {
            messages.add(delivery(release, proofs, kept));
        }
        Placed answer = accepted.answer();
        EvidenceItem evidence = new EvidenceItem(
                answer.index(),
                answer.time(),
                answer.text("exchange"),
                accepted.envelope().compact(),
                accepted.backing().submission(),
                accepted.backing().subjects(),
                kept);
        return new Written(messages, Optional.of(evidence));
    }

    /** A delivery that is made anew is kept as evidence of its own, under the entry that says so. */
    private Written redelivered(Answered.Redelivered redelivered, Map<Long, InclusionProof> proofs) {
        Placed answer = redelivered.answer();
        if (redelivered.delivery().isEmpty()) {
            return new Written(
                    List.of(DeadLetter.again(redelivered.letter(), Settlements.denied(answer))), Optional.empty());
        }
        Answered.Delivery delivery = redelivered.delivery().get();
        List<KeptDelivery> kept = new ArrayList<>();
        Outgoing message = delivery(delivery.release(), proofs, kept);
        EvidenceItem evidence = new EvidenceItem(
                answer.index(),
                answer.time(),
                delivery.release().entry().text("exchange"),
                delivery.envelope().compact(),
                "",
                List.of(),
                kept);
        return new Written(List.of(message), Optional.of(evidence));
    }

    private Outgoing delivery(Answered.Release release, Map<Long, InclusionProof> proofs, List<KeptDelivery> kept) {
        Placed entry = release.entry();
        String statement = statement(entry).sign(deliver).compact();
        kept.add(new KeptDelivery(
                entry.index(), entry.text("delivery"), release.selection().places(), statement));
        return presentation(release.selection().compact() + statement, entry, proofs.get(entry.index()))
                .waiting(longestWait);
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
