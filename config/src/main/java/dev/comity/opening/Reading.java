package dev.comity.opening;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.crypto.Jws;
import dev.comity.crypto.VerificationKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.refusal.RecordRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the parts of a delivery and checks each by itself: forms, signatures, keys. */
final class Reading {

    private static final int MAX_STATEMENT_BYTES = 16 * 1024;

    private final Directory directory;
    private final AgreementsInForce agreements;
    private final EnvelopeVerifier envelopes;
    private final String hub;
    private final int maxBytes;

    final Findings origin = new Findings("origin");
    final Findings statement = new Findings("statement");
    final Findings agreement = new Findings("agreement");
    final Findings entry = new Findings("entry");
    final Findings proof = new Findings("proof");

    Reading(
            Directory directory,
            AgreementsInForce agreements,
            EnvelopeVerifier envelopes,
            String hub,
            EnvelopeLimits limits) {
        this.directory = directory;
        this.agreements = agreements;
        this.envelopes = envelopes;
        this.hub = hub;
        this.maxBytes = limits.maxCompactBytes();
    }

    Delivery read(String presentation, Optional<byte[]> entryBytes, Optional<String> proofText, String consumer) {
        PresentationText text = PresentationText.of(presentation);
        Optional<Entry> logged = entry(entryBytes);
        Optional<DeliveryStatement> stated = statement(text);
        Optional<InclusionProof> proven = proof(proofText);
        Instant loggedAt = acceptedAt(logged, stated);
        long index = proven.map(InclusionProof::index).orElse(Long.MAX_VALUE);
        Optional<VerifiedEnvelope> envelope = envelope(text, loggedAt);
        envelope.ifPresent(opened -> signedByNamedKey(opened, text));
        return new Delivery(
                consumer,
                text,
                envelope,
                stated,
                stated.flatMap(s -> agreements.byDigest(s.agreementDigest(), loggedAt, index)),
                logged,
                proven);
    }

    private Optional<Entry> entry(Optional<byte[]> bytes) {
        if (bytes.isEmpty()) {
            entry.wrong("there is no log entry beside the presentation; not logged means not delivered");
            return Optional.empty();
        }
        try {
            Entry read = Entry.parse(bytes.get());
            entry.require(read.kind() == Entry.Kind.RELEASED, "the log entry records no release");
            return Optional.of(read).filter(e -> e.kind() == Entry.Kind.RELEASED);
        } catch (IllegalArgumentException e) {
            entry.wrong("what lies beside the presentation is no log entry");
            return Optional.empty();
        }
    }

    private Optional<DeliveryStatement> statement(PresentationText text) {
        if (text.statement().isEmpty()) {
            statement.wrong("the hub's delivery statement is missing");
            return Optional.empty();
        }
        try {
            Jws jws = Jws.parse(text.statement(), MAX_STATEMENT_BYTES);
            Optional<DirectoryKey> key = signature(jws);
            // A statement whose signature fails says nothing that other checks could build on.
            return key.isPresent() ? Optional.of(stated(jws, key.get())) : Optional.empty();
        } catch (RecordRefused e) {
            statement.wrong("the hub's delivery statement is not of its form: "
                    + e.first().message());
            return Optional.empty();
        }
    }

    private DeliveryStatement stated(Jws jws, DirectoryKey key) throws RecordRefused {
        DeliveryStatement stated = DeliveryStatement.of(jws);
        statement.require(key.validAt(stated.issuedAt()), "the hub's key was not valid at the time of the statement");
        return stated;
    }

    private Optional<DirectoryKey> signature(Jws jws) {
        Optional<DirectoryKey> key = hubKey(jws.kid());
        if (key.isEmpty()) {
            statement.wrong(
                    "the delivery statement is signed by a key that no registrar certified for deliveries of " + hub);
            return Optional.empty();
        }
        boolean holds =
                key.get().key().map(k -> jws.verify(DeliveryStatement.TYP, k)).orElse(false);
        statement.require(holds, "the signature of the delivery statement does not hold");
        return holds ? key : Optional.empty();
    }

    private Optional<DirectoryKey> hubKey(String kid) {
        return directory.keys(hub, KeyUse.DELIVER).stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst();
    }

    /** Keys are judged when the hub accepted the record, which the log entry's time says. */
    private static Instant acceptedAt(Optional<Entry> entry, Optional<DeliveryStatement> statement) {
        try {
            Optional<String> time = entry.map(e -> e.json().path("time").asText());
            if (time.isPresent()) {
                return OffsetDateTime.parse(time.get()).toInstant();
            }
        } catch (DateTimeException e) {
            // Entry.parse decides on times; without one, the statement's own is the next best.
        }
        return statement.map(DeliveryStatement::issuedAt).orElseGet(Instant::now);
    }

    private Optional<VerifiedEnvelope> envelope(PresentationText text, Instant acceptedAt) {
        if (text.envelope().length() > maxBytes) {
            origin.wrong("the presentation is longer than the limit of " + maxBytes + " bytes");
            return Optional.empty();
        }
        try {
            VerifiedEnvelope opened = envelopes.open(text.envelope(), acceptedAt);
            origin.require(opened.claims().audience().equals(hub), "the envelope was sealed for another hub");
            return Optional.of(opened);
        } catch (RecordRefused e) {
            e.reasons().forEach(reason -> origin.wrong(reason.code() + ": " + reason.message()));
            return Optional.empty();
        }
    }

    /** The provider named the hub's key inside its own signature; nobody else's key can deliver this envelope. */
    private void signedByNamedKey(VerifiedEnvelope envelope, PresentationText text) {
        try {
            String named = VerificationKey.fromJwk(envelope.claims().hubKey()).kid();
            String used = text.statement().isEmpty()
                    ? named
                    : Jws.parse(text.statement(), MAX_STATEMENT_BYTES).kid();
            statement.require(
                    used.equals(named),
                    "the delivery statement is signed by another key than the one that the " + "envelope names");
        } catch (IllegalArgumentException e) {
            statement.wrong("the key that the envelope names is no public key");
        } catch (RecordRefused e) {
            statement.missing("the delivery statement cannot be read");
        }
    }

    private Optional<InclusionProof> proof(Optional<String> text) {
        if (text.isEmpty()) {
            proof.wrong("there is no inclusion proof beside the presentation");
            return Optional.empty();
        }
        try {
            return Optional.of(InclusionProof.parse(text.get()));
        } catch (IllegalArgumentException e) {
            proof.wrong("what lies beside the presentation is no inclusion proof");
            return Optional.empty();
        }
    }
}
