package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.config.HubSettings;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Intake of one sealed record: repeat, envelope, submission statement, sequence and contents, in this order. */
final class RecordIntake {

    private final HubSettings settings;
    private final RecordTypes types;
    private final EnvelopeVerifier verifier;
    private final StatementCheck statements;
    private final ContentCheck contents;
    private final Clock clock;

    RecordIntake(
            HubSettings settings,
            RecordTypes types,
            EnvelopeVerifier verifier,
            StatementCheck statements,
            ContentCheck contents,
            Clock clock) {
        this.settings = settings;
        this.types = types;
        this.verifier = verifier;
        this.statements = statements;
        this.contents = contents;
        this.clock = clock;
    }

    Glimpse glimpse(Incoming message) {
        return Glimpse.of(message, types, settings.limits().maxCompactBytes());
    }

    Item receive(BatchView view, Incoming message) {
        Glimpse glimpse = glimpse(message);
        return view.answered(glimpse, message).orElseGet(() -> judge(view, message, glimpse));
    }

    private Item judge(BatchView view, Incoming message, Glimpse glimpse) {
        view.willAnswer(glimpse);
        List<Refusal> reasons = new ArrayList<>();
        Optional<VerifiedEnvelope> envelope = verify(view, message, reasons);
        glimpse.kid().flatMap(view::revoked).ifPresent(reasons::add);
        Optional<SubmissionStatement> statement = statements.read(view.sender(), message, glimpse, reasons);
        statement.ifPresent(held -> checkSequence(view, glimpse, held, reasons));
        List<SubjectToken> subjects =
                statement.map(held -> Subjects.read(message, held, reasons)).orElse(List.of());
        envelope.ifPresent(held -> reasons.addAll(contents.problems(held)));
        Optional<RecordType> type =
                glimpse.record().flatMap(RecordTypeId::parse).flatMap(types::find);
        if (reasons.isEmpty()) {
            return new Item.Verified(
                    envelope.orElseThrow(), type.orElseThrow(), statement.orElseThrow(), subjects, Group.of(message));
        }
        return new Item.Refused(glimpse, statement, type, reasons);
    }

    private Optional<VerifiedEnvelope> verify(BatchView view, Incoming message, List<Refusal> reasons) {
        if (message.body().isEmpty()) {
            reasons.add(Refusal.of(
                    RefusalCode.MALFORMED, "", "the body is not text; expected an envelope in its compact form"));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    verifier.intake(message.body().get(), view.sender(), clock.instant(), settings.clockSkew()));
        } catch (RecordRefused e) {
            reasons.addAll(e.reasons());
            return Optional.empty();
        }
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
