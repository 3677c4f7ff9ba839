package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.config.HubSettings;
import dev.comity.crypto.Jws;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.SubjectToken;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one message says by itself: envelope, submission statement, subjects and contents. It looks at nothing that came
 * before, so the messages of a batch can be read side by side. Thread-safe.
 */
final class RecordReading {

    private final HubSettings settings;
    private final RecordTypes types;
    private final EnvelopeVerifier verifier;
    private final StatementCheck statements;
    private final ContentCheck contents;
    private final Clock clock;

    RecordReading(
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

    /**
     * What was found, each with the reasons that it gives against the message, in the order in which a sender is told them.
     *
     * @param statement where its signature holds, also if it is about something else
     */
    record Read(
            Glimpse glimpse,
            Optional<VerifiedEnvelope> envelope,
            List<Refusal> againstEnvelope,
            Optional<SubmissionStatement> statement,
            List<Refusal> againstStatement,
            List<SubjectToken> subjects,
            List<Refusal> againstContents) {}

    Glimpse.Read glimpse(Incoming message) {
        return Glimpse.read(message, types, settings.limits().maxCompactBytes());
    }

    /** @param glimpsed what {@link #glimpse} gave of this message */
    Read read(String sender, Incoming message, Glimpse.Read glimpsed) {
        List<Refusal> againstEnvelope = new ArrayList<>();
        Optional<VerifiedEnvelope> envelope = verify(sender, message, glimpsed.jws(), againstEnvelope);
        List<Refusal> againstStatement = new ArrayList<>();
        Optional<SubmissionStatement> statement =
                statements.read(sender, message, glimpsed.glimpse(), againstStatement);
        List<Refusal> againstContents = new ArrayList<>();
        List<SubjectToken> subjects = statement
                .map(held -> Subjects.read(message, held, againstContents))
                .orElse(List.of());
        envelope.ifPresent(held -> againstContents.addAll(contents.problems(held)));
        return new Read(
                glimpsed.glimpse(), envelope, againstEnvelope, statement, againstStatement, subjects, againstContents);
    }

    private Optional<VerifiedEnvelope> verify(
            String sender, Incoming message, Optional<Jws> jws, List<Refusal> reasons) {
        if (message.body().isEmpty()) {
            reasons.add(Refusal.of(
                    RefusalCode.MALFORMED, "", "the body is not text; expected an envelope in its compact form"));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    verifier.intake(message.body().get(), jws, sender, clock.instant(), settings.clockSkew()));
        } catch (RecordRefused e) {
            reasons.addAll(e.reasons());
            return Optional.empty();
        }
    }
}
