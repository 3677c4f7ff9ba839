package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.batch.Pace;
import dev.comity.config.AgencyLimits;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Intake of one sealed record: repeat, envelope, submission statement, sequence and contents, in this order. */
final class RecordIntake {

    private final RecordTypes types;
    private final RecordReading reading;
    private final Function<String, AgencyLimits> limits;
    private final Map<String, HardPace> paces = new ConcurrentHashMap<>();
    private final ExchangeState state;

    /** @param limits of each agency */
    RecordIntake(RecordTypes types, RecordReading reading, Function<String, AgencyLimits> limits, ExchangeState state) {
        this.limits = limits;
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
        tooFast(view.sender(), message).ifPresent(reasons::add);
        glimpse.kid().flatMap(view::revoked).ifPresent(reasons::add);
        reasons.addAll(read.againstStatement());
        read.statement().ifPresent(held -> checkSequence(view, glimpse, held, reasons));
        reasons.addAll(read.againstContents());
        return judged(read, message, reasons);
    }

    /** Judges a record anew that was answered before: as of today, and without its place in the sequence. */
    Item again(BatchView view, Incoming message) {
        RecordReading.Read read = reading.readAgain(view.sender(), message, reading.glimpse(message));
        List<Refusal> reasons = new ArrayList<>(read.againstEnvelope());
        read.glimpse().kid().flatMap(view::revoked).ifPresent(reasons::add);
        reasons.addAll(read.againstStatement());
        read.statement().ifPresent(held -> checkId(view, read.glimpse(), reasons));
        reasons.addAll(read.againstContents());
        Item judged = judged(read, message, reasons);
        return judged instanceof Item.Refused refused
                ? new Item.Refused(refused.glimpse(), Optional.empty(), refused.type(), refused.reasons())
                : judged;
    }

    RecordReading reading() {
        return reading;
    }

    /** Where an agency's limit is set hard; else what is too fast waits in its queue. */
    private Optional<Refusal> tooFast(String sender, Incoming message) {
        AgencyLimits of = limits.apply(sender);
        if (!of.refuses()) {
            return Optional.empty();
        }
        HardPace pace = paces.computeIfAbsent(sender, agency -> new HardPace());
        if (pace.lets(message.id(), new Pace.Limit(of.rate(), of.burst()), System.nanoTime())) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                RefusalCode.RATE,
                "",
                "more than %d records a second, after a burst of %d; send again, more slowly"
                        .formatted(of.rate(), of.burst())));
    }

    private Item judged(RecordReading.Read read, Incoming message, List<Refusal> reasons) {
        Glimpse glimpse = read.glimpse();
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
        checkId(view, glimpse, reasons);
        if (!view.continues(statement)) {
            reasons.add(Refusal.of(
                    RefusalCode.SEQUENCE_GAP,
                    "seq",
                    "the submission statement does not follow the last one of this key: 'seq' or 'prev' is not the"
                            + " next; seal again and send with the statement that follows this one"));
        }
    }

    private static void checkId(BatchView view, Glimpse glimpse, List<Refusal> reasons) {
        if (glimpse.jti()
                .filter(jti -> view.usedDifferently(jti, glimpse.digest()))
                .isPresent()) {
            reasons.add(Refusal.of(
                    RefusalCode.REPLAYED_DIFFERENTLY,
                    "jti",
                    "another record was sent with this 'jti' before; seal with a new 'jti' and send again"));
        }
    }
}
