package dev.comity.hub;

import dev.comity.batch.Unavailable;
import dev.comity.broker.HubQueues;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What other nodes have committed may come to this one a moment after the message that follows from it. So before anything is refused
 * because of the past, the news are waited for. A hub alone knows its past.
 */
final class NewsOfNodes {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HubQueues queues;
    private final ExchangeState state;
    private final Runnable catchUp;

    /** @param catchUp returns when all that had come to the broker before is in the state */
    NewsOfNodes(HubQueues queues, ExchangeState state, Runnable catchUp) {
        this.queues = queues;
        this.state = state;
        this.catchUp = catchUp;
    }

    HubQueues queues() {
        return queues;
    }

    /**
     * Judges, and judges again while the past of something is missing.
     *
     * @throws Unavailable if a key's whole past is unknown here: to refuse its records would be to lose them
     */
    Judged awaited(Supplier<Judged> judgement) {
        Judged judged = judgement.get();
        if (!queues.several()) {
            return judged;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (lacksPast(judged) && System.nanoTime() < until) {
            catchUp.run();
            judged = judgement.get();
        }
        requireKnownKeys(judged);
        return judged;
    }

    private static boolean lacksPast(Judged judged) {
        return judged.items().stream().anyMatch(NewsOfNodes::lacksPast);
    }

    private static boolean lacksPast(Item item) {
        return item instanceof Item.Refused refused
                && refused.reasons().stream()
                        .anyMatch(reason -> isGap(reason)
                                || reason.code() == RefusalCode.MALFORMED
                                        && reason.path().equals("delivery"));
    }

    private static boolean isGap(Refusal reason) {
        return reason.code() == RefusalCode.SEQUENCE_GAP;
    }

    private void requireKnownKeys(Judged judged) {
        Set<String> begun = new HashSet<>();
        for (Item item : judged.items()) {
            Optional<SubmissionStatement> statement = statement(item);
            boolean first = statement
                    .filter(held -> begun.add(held.jws().kid()))
                    .filter(held -> state.chain(held.jws().kid()).isEmpty())
                    .isPresent();
            if (first && reasons(item).stream().anyMatch(NewsOfNodes::isGap)) {
                throw new Unavailable(
                        "this node does not know the sequence of key "
                                + statement.get().jws().kid()
                                + ", which another one may: stop it and start it with --peer-log of each other node",
                        null);
            }
        }
    }

    private static List<Refusal> reasons(Item item) {
        return item instanceof Item.Refused refused ? refused.reasons() : List.of();
    }

    private static Optional<SubmissionStatement> statement(Item item) {
        if (item instanceof Item.Verified verified) {
            return Optional.of(verified.statement());
        }
        return item instanceof Item.Refused refused ? refused.statement() : Optional.empty();
    }
}
