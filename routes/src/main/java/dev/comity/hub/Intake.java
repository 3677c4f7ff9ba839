package dev.comity.hub;

import dev.comity.batch.Batch;
import dev.comity.batch.Incoming;
import dev.comity.batch.Spread;
import dev.comity.envelope.Wire;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** First step: reads what an agency sent, and lets through only what is whole, its own, new and in sequence. */
final class Intake {

    private final Rules rules;
    private final RecordIntake records;
    private final AcknowledgementIntake acknowledgements;
    private final Function<String, BatchView> views;

    /** @param rules that it is a part of, so that later steps use the same */
    Intake(
            Rules rules,
            RecordIntake records,
            AcknowledgementIntake acknowledgements,
            Function<String, BatchView> views) {
        this.rules = rules;
        this.records = records;
        this.acknowledgements = acknowledgements;
        this.views = views;
    }

    /** @param sender whose address the batch comes from: only this agency can write there */
    Judged receive(String sender, Batch batch) {
        // Signatures first, side by side; whoever comes after whom is looked at then.
        List<Optional<RecordIntake.Prepared>> prepared =
                Spread.map(batch.messages(), message -> prepare(sender, message));
        BatchView view = views.apply(sender);
        List<Item> items = new ArrayList<>(batch.messages().size());
        for (int i = 0; i < batch.messages().size(); i++) {
            items.add(receive(view, batch.messages().get(i), prepared.get(i)));
        }
        return new Judged(rules, batch, sender, items);
    }

    private Optional<RecordIntake.Prepared> prepare(String sender, Incoming message) {
        return is(Wire.RECORD, message) ? Optional.of(records.prepare(sender, message)) : Optional.empty();
    }

    private Item receive(BatchView view, Incoming message, Optional<RecordIntake.Prepared> record) {
        if (record.isPresent()) {
            return records.receive(view, message, record.get());
        }
        return is(Wire.ACK, message) ? acknowledgements.receive(view, message) : unknown(view, message);
    }

    private static boolean is(String contentType, Incoming message) {
        return ContentType.of(message).filter(contentType::equals).isPresent();
    }

    private Item unknown(BatchView view, Incoming message) {
        Glimpse glimpse = records.glimpse(message);
        return view.answered(glimpse, message).orElseGet(() -> refused(view, glimpse));
    }

    private static Item refused(BatchView view, Glimpse glimpse) {
        view.willAnswer(glimpse);
        Refusal reason = Refusal.of(
                RefusalCode.MALFORMED,
                Wire.CONTENT_TYPE,
                "the message property 'content_type' is missing or unknown; expected " + Wire.RECORD + " or "
                        + Wire.ACK);
        return new Item.Refused(glimpse, Optional.empty(), Optional.empty(), List.of(reason));
    }
}
