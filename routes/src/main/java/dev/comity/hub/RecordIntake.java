package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Intake of one sealed record: repeat, envelope, submission statement, sequence and contents, in this order. */
final class RecordIntake {

    private final RecordTypes types;
    private final RecordReading reading;
    private final ExchangeState state;

    RecordIntake(RecordTypes types, RecordReading reading, ExchangeState state) {
        this.types = types;
        this.reading = reading;
        this.state = state;
    }

    /**
     * A message as far as it can be read without the messages before it.
     *
     * @param read empty where it seemed to be answered already, and nothing more was to be read
     */
    record Prepared(Glimpse.Read glimpsed, Optional<RecordReading.Read> read) {}

    Glimpse glimpse(Incoming message) {
        return reading.glimpse(message).glimpse();
    }

    /** For any thread, in any order. */
    Prepared prepare(String sender, Incoming message) {
        Glimpse.Read glimpsed = reading.glimpse(message);
        boolean answered = state.submission(sender, glimpsed.glimpse().digest()).isPresent();
        return new Prepared(
                glimpsed, answered ? Optional.empty() : Optional.of(reading.read(sender, message, glimpsed)));
    }

    /** In the order of the batch. */
    Item receive(BatchView view, Incoming message, Prepared prepared) {
        return view.answered(prepared.glimpsed().glimpse(), message)
                .orElseGet(() -> judge(
                        view,
                        prepared.read().orElseGet(() -> reading.read(view.sender(), message, prepared.glimpsed())),
                        message));
    }

    private Item judge(BatchView view, RecordReading.Read read, Incoming message) {
        Glimpse glimpse = read.glimpse();
        view.willAnswer(glimpse);
        List<Refusal> reasons = new ArrayList<>(read.againstEnvelope());
        glimpse.kid().flatMap(view::revoked).ifPresent(reasons::add);
        reasons.addAll(read.againstStatement());
        read.statement().ifPresent(held -> checkSequence(view, glimpse, held, reasons));
        reasons.addAll(read.againstContents());
        Optional<RecordType> type =
                glimpse.record().flatMap(RecordTypeId::parse).flatMap(types::find);
        if (reasons.isEmpty()) {
            return new Item.Verified(
                    read.envelope().orElseThrow(),
                    type.orElseThrow(),
                    read.statement().orElseThrow(),
                    read.subjects(),
                    Group.of(message));
        }
        return new Item.Refused(glimpse, read.statement(), type, reasons);
    }

    /** Only with a statement whose signature holds: nobody else can use up an id or move the sequence. */
    private void checkSequence(BatchView view, Glimpse glimpse, SubmissionStatement statement, List<Refusal> reasons) {
        if (glimpse.jti()
                .filter(jti -> view.usedDifferently(jti, glimpse.digest()))
                .isPresent()) {
            reasons.add(Refusal.of(
                    RefusalCode.REPLAYED_DIFFERENTLY,
                    "jti",
                    "another record was sent with this 'jti' before; seal with a new 'jti' and send again"));
        }
        if (!view.continues(statement)) {
            reasons.add(Refusal.of(
                    RefusalCode.SEQUENCE_GAP,
                    "seq",
                    "the submission statement does not follow the last one of this key: 'seq' or 'prev' is not the"
                            + " next; seal again and send with the statement that follows this one"));
        }
    }
}
