package dev.comity.envelope;

import dev.comity.crypto.Jwk;
import dev.comity.crypto.Jws;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens envelopes (RFC 9901 section 7.1 and our profile). Everything that does not fit is refused with a code of the closed
 * table; limits and strict parsing come before cryptography. Thread-safe.
 */
public final class EnvelopeVerifier {

    private final Directory directory;
    private final RecordTypes types;
    private final String hub;
    private final EnvelopeLimits limits;

    /** @param hub id of the hub to which envelopes must be addressed */
    public EnvelopeVerifier(Directory directory, RecordTypes types, String hub, EnvelopeLimits limits) {
        this.directory = directory;
        this.types = types;
        this.hub = hub;
        this.limits = limits;
    }

    /**
     * What the hub does at intake: everything of {@link #open}, and that the issuer is the sender, the {@code cnf} a delivery key
     * of the hub that is valid now, and the times fresh.
     *
     * @param compact {@code <JWS>~<D>~...~}, without key binding
     * @param sender agency to whose address it came
     * @param clockSkew how far {@code iat} may lie ahead
     */
    public VerifiedEnvelope intake(String compact, String sender, Instant now, Duration clockSkew)
            throws RecordRefused {
        return intake(compact, Optional.empty(), sender, now, clockSkew);
    }

    /** As above. @param parsed the envelope's JWS, where somebody has parsed it already; another one is not used */
    public VerifiedEnvelope intake(String compact, Optional<Jws> parsed, String sender, Instant now, Duration clockSkew)
            throws RecordRefused {
        VerifiedEnvelope envelope = open(compact, parsed, now);
        EnvelopeClaims claims = envelope.claims();
        List<Refusal> reasons = new ArrayList<>();
        if (!claims.issuer().equals(sender)) {
            reasons.add(Refusal.of(
                    RefusalCode.WRONG_SENDER, "iss", "the issuer is not the agency to whose address it came"));
        }
        if (!hubKey(claims).orElseThrow().validAt(now)) {
            reasons.add(Refusal.of(
                    RefusalCode.KEY_EXPIRED,
                    "cnf",
                    "the hub's delivery key is no longer in use; seal for the new one"));
        }
        if (claims.issuedAt().isAfter(now.plus(clockSkew))) {
            reasons.add(Refusal.of(RefusalCode.FROM_THE_FUTURE, "iat", "signed later than now; check the clock"));
        }
        if (!claims.expiresAt().isAfter(now)) {
            reasons.add(Refusal.of(RefusalCode.EXPIRED, "exp", "no longer valid; seal the record again"));
        }
        refuseFor(reasons);
        return envelope;
    }

    /**
     * What a recipient or an auditor does: form, a known type, this hub as audience and a delivery key of it as {@code cnf}, origin
     * signature by a seal key of the issuer that was valid at the time of acceptance, every disclosure's digest found exactly
     * once. The times of the envelope itself are not judged.
     */
    public VerifiedEnvelope open(String compact, Instant acceptedAt) throws RecordRefused {
        return open(compact, Optional.empty(), acceptedAt);
    }

    private VerifiedEnvelope open(String compact, Optional<Jws> parsed, Instant acceptedAt) throws RecordRefused {
        ReceivedEnvelope envelope = ReceivedEnvelope.read(compact, parsed, limits);
        EnvelopeClaims claims = envelope.claims();
        checkType(claims.record());
        DirectoryKey key = sealKey(envelope, acceptedAt);
        if (!envelope.jws().verify(EnvelopeClaims.TYP, key.key().orElseThrow())) {
            throw new RecordRefused(RefusalCode.SIGNATURE, "signature", "the signature of the issuer does not hold");
        }
        List<Refusal> reasons = new ArrayList<>();
        if (!claims.audience().equals(hub)) {
            reasons.add(Refusal.of(RefusalCode.WRONG_HUB, "aud", "addressed to another hub"));
        }
        if (hubKey(claims).isEmpty()) {
            reasons.add(Refusal.of(RefusalCode.WRONG_HUB, "cnf", "not a delivery key of this hub"));
        }
        refuseFor(reasons);
        return new VerifiedEnvelope(envelope, key);
    }

    private void checkType(RecordTypeId type) throws RecordRefused {
        if (types.find(type).isPresent()) {
            return;
        }
        throw types.knowsName(type.name())
                ? new RecordRefused(
                        RefusalCode.UNKNOWN_VERSION, "record", "this version of the record type is not known here")
                : new RecordRefused(RefusalCode.UNKNOWN_TYPE, "record", "this record type is not known here");
    }

    private DirectoryKey sealKey(ReceivedEnvelope envelope, Instant acceptedAt) throws RecordRefused {
        String kid = envelope.jws().kid();
        DirectoryKey key = directory
                .key(kid)
                .orElseThrow(() -> new RecordRefused(
                        RefusalCode.UNKNOWN_KEY, "kid", "no registrar certified the key that signed"));
        List<Refusal> reasons = new ArrayList<>();
        if (key.use() != KeyUse.SEAL) {
            reasons.add(scope("kid", "the key that signed is for '" + key.use().code() + "', not for sealing"));
        }
        if (!key.agency().equals(envelope.claims().issuer())) {
            reasons.add(scope("kid", "the key that signed belongs to another agency than the issuer"));
        }
        if (!key.mayCarry(envelope.claims().record().name())) {
            reasons.add(scope("record", "the key that signed may not seal this record type"));
        }
        if (!key.validAt(acceptedAt)) {
            reasons.add(Refusal.of(
                    RefusalCode.KEY_EXPIRED,
                    "kid",
                    "signed with key %s of '%s', valid from %s to %s; sign with a key that is valid"
                            .formatted(kid, key.agency(), key.notBefore(), key.notAfter())));
        }
        refuseFor(reasons);
        return key;
    }

    /** The key of the directory that stands in {@code cnf}: the same key, not only the same id. */
    private Optional<DirectoryKey> hubKey(EnvelopeClaims claims) {
        try {
            return directory
                    .key(Jwk.thumbprint(claims.hubKey()))
                    .filter(key -> key.use() == KeyUse.DELIVER && key.agency().equals(hub))
                    .filter(key -> key.key().orElseThrow().jwk().equals(claims.hubKey()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no key at all
        }
    }

    private static Refusal scope(String path, String message) {
        return Refusal.of(RefusalCode.KEY_SCOPE, path, message);
    }

    private static void refuseFor(List<Refusal> reasons) throws RecordRefused {
        if (!reasons.isEmpty()) {
            throw new RecordRefused(reasons);
        }
    }
}
