package dev.comity.hub;

import dev.comity.batch.Batch;
import dev.comity.batch.DeadLetter;
import dev.comity.batch.Incoming;
import dev.comity.envelope.Undeliverable.Note;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * First step for what the operator decided about a dead letter. Its properties are the hub's own: nobody else can write to the address
 * that it comes from. What the log says became of it already is carried out, and never decided twice.
 */
final class SettlementIntake {

    private final Rules rules;
    private final RecordIntake records;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final Function<String, BatchView> views;

    SettlementIntake(
            Rules rules,
            RecordIntake records,
            ExchangeLog log,
            ExchangeState state,
            Function<String, BatchView> views) {
        this.rules = rules;
        this.records = records;
        this.log = log;
        this.state = state;
        this.views = views;
    }

    /** @param batch of one message, since each has a provider of its own */
    Judged receive(Batch batch) {
        Incoming letter = batch.messages().get(0);
        String provider = letter.property(DeadLetter.PROVIDER).orElseThrow();
        if (!letter.property(DeadLetter.LOG).equals(Optional.of(log.origin()))) {
            throw new IllegalStateException("a dead letter of another hub node's log");
        }
        Decided decided = Decided.of(letter.property(DeadLetter.DECIDED).orElse(""));
        return new Judged(rules, batch, provider, List.of(receive(views.apply(provider), letter, decided)));
    }

    private Item receive(BatchView view, Incoming letter, Decided decided) {
        long index = Long.parseLong(letter.property(DeadLetter.UNDELIVERABLE).orElseThrow());
        Placed undeliverable = log.entry(index);
        OptionalLong before = state.settlement(index);
        if (before.isPresent()) {
            Placed settled = log.entry(before.getAsLong());
            boolean inItself = settled.is(Entry.Kind.DISCARDED) || ExchangeState.answersItself(settled);
            Placed answer = inItself ? settled : log.entry(settled.index() + 1);
            if (!state.carriedOut(answer.index())) {
                return new Item.Interrupted(answer, letter);
            }
            if (!settled.entry().json().has("denied")) {
                return new Item.Dropped();
            }
        }
        if (decided == Decided.DISCARD) {
            return new Item.GivenUp(undeliverable, note(letter));
        }
        int count = 1 + state.resubmissions(view.sender(), undeliverable.text("submission"));
        return undeliverable.optional("delivery").isPresent()
                ? delivery(view, letter, undeliverable, count)
                : new Item.Resubmitted(undeliverable, count, records.again(view, letter));
    }

    private Item delivery(BatchView view, Incoming letter, Placed undeliverable, int count) {
        Placed released = view.delivery(undeliverable.text("delivery")).orElseThrow();
        List<Refusal> reasons = new ArrayList<>();
        Optional<VerifiedEnvelope> envelope = Optional.empty();
        try {
            envelope = Optional.of(
                    records.reading().reopened(envelope(letter.body().orElse("")), view.sender()));
            requireOf(released, envelope.get());
            reasons.addAll(records.reading().problems(envelope.get()));
            view.revoked(envelope.get().jws().kid()).ifPresent(reasons::add);
        } catch (RecordRefused e) {
            reasons.addAll(e.reasons());
        }
        return new Item.Redelivery(
                undeliverable,
                count,
                letter,
                released,
                envelope,
                Optional.empty(),
                Optional.empty(),
                reasons.stream().findFirst());
    }

    /** Ids are made from both: they must speak of one exchange. */
    private static void requireOf(Placed released, VerifiedEnvelope envelope) {
        if (!envelope.jws().digest().equals(released.text("jws"))) {
            throw new IllegalStateException("a dead letter of another envelope than entry " + released.index());
        }
    }

    /** The envelope in a presentation: everything before the delivery statement. */
    static String envelope(String presentation) {
        return presentation.substring(0, presentation.lastIndexOf('~') + 1);
    }

    static Note note(Incoming letter) {
        return new Note(
                letter.property(DeadLetter.NOTE).orElseThrow(),
                letter.property(DeadLetter.SALT).orElseThrow());
    }
}
