package dev.comity.hub;

import dev.comity.batch.Incoming;
import dev.comity.config.AgencyLimits;
import dev.comity.config.HubSettings;
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
import java.util.function.Function;

/**
 * Everything that one message says by itself: envelope, submission statement, subjects and contents. It looks at nothing that came
 * before, so the messages of a batch can be read side by side. Thread-safe.
 */
final class RecordReading {

    private final HubSettings settings;
    private final Function<String, AgencyLimits> limits;
    private final RecordTypes types;
    private final EnvelopeVerifier verifier;
    private final StatementCheck statements;
    private final ContentCheck contents;
    private final Clock clock;

    /** @param limits of each agency */
    RecordReading(
            HubSettings settings,
            Function<String, AgencyLimits> limits,
            RecordTypes types,
            EnvelopeVerifier verifier,
            StatementCheck statements,
            ContentCheck contents,
            Clock clock) {
        this.settings = settings;
        this.limits = limits;
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
        return read(
                sender,
                message,
                glimpsed,
                body -> verifier.intake(
                        notTooLong(body, sender), glimpsed.jws(), sender, clock.instant(), settings.clockSkew()));
    }

    /** A record that was answered before, as of today; its envelope's own times are not asked, because they bind the first intake. */
    Read readAgain(String sender, Incoming message, Glimpse.Read glimpsed) {
        return read(sender, message, glimpsed, body -> reopened(body, sender));
    }

    private String notTooLong(String compact, String sender) throws RecordRefused {
        int most = limits.apply(sender).compactBytes();
        if (compact.length() > most) {
            throw new RecordRefused(
                    RefusalCode.TOO_LARGE,
                    "",
                    "an envelope of more than %d bytes is not taken from this agency".formatted(most));
        }
        return compact;
    }

    /** An envelope that was accepted before, by the keys of now. */
    VerifiedEnvelope reopened(String compact, String sender) throws RecordRefused {
        VerifiedEnvelope envelope = verifier.open(compact, clock.instant());
        if (!envelope.claims().issuer().equals(sender)) {
            throw new RecordRefused(RefusalCode.WRONG_SENDER, "iss", "the issuer is not the agency that sent it");
        }
        return envelope;
    }

    /** What its contents are today, of which nothing may be wrong. */
    List<Refusal> problems(VerifiedEnvelope envelope) {
        return contents.problems(envelope);
    }

    /** Opens a compact form. */
    @FunctionalInterface
    private interface Opening {
        VerifiedEnvelope open(String compact) throws RecordRefused;
    }

    private Read read(String sender, Incoming message, Glimpse.Read glimpsed, Opening opening) {
        List<Refusal> againstEnvelope = new ArrayList<>();
        Optional<VerifiedEnvelope> envelope = verify(message, opening, againstEnvelope);
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

    private static Optional<VerifiedEnvelope> verify(Incoming message, Opening opening, List<Refusal> reasons) {
        if (message.body().isEmpty()) {
            reasons.add(Refusal.of(
                    RefusalCode.MALFORMED, "", "the body is not text; expected an envelope in its compact form"));
            return Optional.empty();
        }
        try {
            return Optional.of(opening.open(message.body().get()));
        } catch (RecordRefused e) {
            reasons.addAll(e.reasons());
            return Optional.empty();
        }
    }
}
