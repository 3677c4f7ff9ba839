package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.batch.Batch;
import dev.comity.batch.DeadLetter;
import dev.comity.batch.Incoming;
import dev.comity.batch.Outgoing;
import dev.comity.broker.Broker;
import dev.comity.broker.HubQueues;
import dev.comity.config.ClusterSettings;
import dev.comity.crypto.Jws;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deliveries that came back from a consumer's queue, because they waited too long or its client will never take them: each is logged,
 * its provider is told, and it becomes a dead letter.
 */
final class Undelivered {

    private static final int STATEMENT_BYTES = 64 * 1024;

    private final UndeliverableReason reason;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final Presenting presenting;
    private final Optional<ClusterSettings> cluster;

    /** @param cluster the nodes, where several hubs share the broker: each logs what its own log has delivered */
    Undelivered(
            UndeliverableReason reason,
            ExchangeLog log,
            ExchangeState state,
            Presenting presenting,
            Optional<ClusterSettings> cluster) {
        this.reason = reason;
        this.log = log;
        this.state = state;
        this.presenting = presenting;
        this.cluster = cluster;
    }

    /** Where the broker puts what did not arrive for this reason. */
    static String queue(UndeliverableReason reason) {
        return reason == UndeliverableReason.REJECTED ? Broker.REJECTED : Broker.EXPIRED;
    }

    /** What goes out for those that came back. */
    List<Outgoing> put(Batch batch) {
        List<Outgoing> outgoing = new ArrayList<>();
        Map<Incoming, Placed> deliveries = new LinkedHashMap<>();
        for (Incoming message : batch.messages()) {
            Optional<String> node = otherNode(message);
            Optional<Placed> released = node.isPresent() ? Optional.empty() : released(message);
            if (node.isPresent()) {
                outgoing.add(message.to(HubQueues.of(node.get()).own(queue(reason))));
            } else if (released.isPresent()) {
                deliveries.put(message, released.get());
            } else {
                // A receipt or a notice: nothing of a record. Whoever wants it again sends its submission again.
                outgoing.add(DeadLetter.of(
                        batch.address(), message, why(), DeadLetterNotices.noRecord(batch.address(), message)));
            }
        }
        Logged logged = new Logged("", answers(deliveries));
        batch.afterCommit(() -> state.markCommitted(logged.answers()));
        outgoing.addAll(presenting.present(logged));
        return outgoing;
    }

    private List<Answered> answers(Map<Incoming, Placed> deliveries) {
        log.append(draft -> deliveries.values().stream()
                // One delivery does not arrive once, however often this is tried.
                .filter(released -> state.undelivered(released.text("delivery")).isEmpty())
                .map(released -> entry(released, draft))
                .toList());
        List<Answered> answers = new ArrayList<>();
        deliveries.forEach((message, released) -> {
            Placed entry =
                    log.entry(state.undelivered(released.text("delivery")).orElseThrow());
            Outgoing letter = DeadLetter.of(
                    Wire.out(released.text("consumer")), message, why(), BuriedLetter.properties(entry, log.origin()));
            answers.add(new Answered.Undeliverable(entry, Optional.empty(), Optional.of(letter)));
        });
        return answers;
    }

    /** The node whose log has the delivery, as its own statement says; empty where that is this one. */
    private Optional<String> otherNode(Incoming message) {
        if (cluster.isEmpty() || !isDelivery(message)) {
            return Optional.empty();
        }
        String body = message.body().orElse("");
        try {
            Jws statement = Jws.parse(body.substring(body.lastIndexOf('~') + 1), STATEMENT_BYTES);
            return cluster.get().otherNode(DeliveryStatement.of(statement).log(), log.origin());
        } catch (RecordRefused e) {
            throw new IllegalStateException("a delivery without a statement of a hub", e);
        }
    }

    private static boolean isDelivery(Incoming message) {
        return ContentType.of(message).equals(Optional.of(Wire.RECORD));
    }

    private Optional<Placed> released(Incoming message) {
        if (!isDelivery(message)) {
            return Optional.empty();
        }
        OptionalLong index = state.delivery(message.property(Wire.CE_ID).orElse(""));
        return index.isPresent() ? Optional.of(log.entry(index.getAsLong())) : Optional.empty();
    }

    private Entry entry(Placed released, ExchangeLog.Draft draft) {
        ObjectNode members = Json.object()
                .put("time", draft.time().toString())
                .put("provider", released.text("provider"))
                .put("submission", released.text("jws"))
                .put("record", released.text("record"))
                .put("exchange", released.text("exchange"))
                .put("delivery", released.text("delivery"))
                .put("consumer", released.text("consumer"))
                .put("attempts", reason == UndeliverableReason.REJECTED ? 1 : 0)
                .put("later", Undeliverable.LATER)
                .put("reason", reason.word());
        return Entry.of(Entry.Kind.UNDELIVERABLE, members);
    }

    private String why() {
        return reason == UndeliverableReason.REJECTED
                ? "its consumer's client gave it back for good"
                : "it waited for its consumer longer than 'delivery.keep'";
    }
}
