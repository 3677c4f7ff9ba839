package dev.comity.audit;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.config.Configuration;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.decision.Past;
import dev.comity.directory.Directory;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.refusal.RecordRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The decision engine as it was at one place of the log: its configuration, and the agencies that were certified by then. */
final class Recomputing {

    /** An entry's time may lie a little after the decision, and a day may have begun between them. */
    private static final Duration DECISION_TO_ENTRY = Duration.ofMinutes(1);

    private final Configuration configuration;
    private final Directory directory;
    private final EnvelopeVerifier verifier;
    private final DecisionEngine engine;
    private final ZoneId zone;

    Recomputing(Configuration configuration, Directory directory, Instant at) {
        this.configuration = configuration;
        this.directory = directory;
        this.zone = configuration.hub().zone();
        this.verifier = new EnvelopeVerifier(
                directory,
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
        this.engine = new DecisionEngine(
                configuration.types(),
                AgreementsInForce.of(configuration, directory, at).all(),
                directory,
                zone);
    }

    boolean isOf(Configuration other, Directory certified) {
        return configuration == other && directory == certified;
    }

    /** @param compact without key binding */
    VerifiedEnvelope open(String compact, Instant at) throws RecordRefused {
        return verifier.open(compact, at);
    }

    /** What could have been decided at a time: one answer, or two where a day began within the last minute. */
    List<List<Decision>> decide(VerifiedEnvelope envelope, Instant at) {
        List<List<Decision>> answers = new ArrayList<>();
        answers.add(decideAt(envelope, at));
        Instant before = at.minus(DECISION_TO_ENTRY);
        if (!LocalDate.ofInstant(before, zone).equals(LocalDate.ofInstant(at, zone))) {
            answers.add(decideAt(envelope, before));
        }
        return answers;
    }

    private List<Decision> decideAt(VerifiedEnvelope envelope, Instant at) {
        var claims = envelope.claims();
        return engine.decide(
                claims.issuer(),
                claims.record(),
                envelope.record(),
                envelope.leaves(),
                claims.agreement(),
                Past.UNKNOWN,
                at);
    }

    /** Digests of the agreements whose answer depends on what was answered before, which the log does not tell. */
    Set<String> limited(VerifiedEnvelope envelope, Instant at) {
        var claims = envelope.claims();
        return engine.limited(claims.issuer(), claims.record(), claims.agreement(), at).stream()
                .map(Agreement::digest)
                .collect(Collectors.toSet());
    }
}
