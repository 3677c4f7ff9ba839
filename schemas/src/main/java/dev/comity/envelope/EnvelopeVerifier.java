package dev.comity.envelope;

import dev.comity.directory.Directory;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import java.time.Duration;
import java.time.Instant;

/**
 * Opens envelopes (RFC 9901 section 7.1 and our profile). Everything that does not fit is refused with a code of the closed
 * table; limits and strict parsing come before cryptography. Thread-safe.
 */
public final class EnvelopeVerifier {

    public EnvelopeVerifier(Directory directory, RecordTypes types, String hub, EnvelopeLimits limits) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * What the hub does at intake: everything of {@link #open}, and that the issuer is the sender, the audience this hub, the
     * {@code cnf} one of the hub's delivery keys in the directory, the key valid and allowed to seal this type now, and the times fresh.
     *
     * @param compact {@code <JWS>~<D>~...~}, without key binding
     * @param sender agency to whose address it came
     * @param clockSkew how far {@code iat} may lie ahead
     */
    public VerifiedEnvelope intake(String compact, String sender, Instant now, Duration clockSkew)
            throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * What a recipient or an auditor does: form, origin signature by a seal key of the issuer that was valid at the time of
     * acceptance, every disclosure's digest found exactly once. The times of the envelope itself are not judged.
     */
    public VerifiedEnvelope open(String compact, Instant acceptedAt) throws RecordRefused {
        throw new UnsupportedOperationException("contract");
    }
}
