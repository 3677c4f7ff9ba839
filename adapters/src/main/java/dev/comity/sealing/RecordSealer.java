package dev.comity.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.SealedEnvelope;
import dev.comity.outbox.Draft;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Seals whole records of one agency: validates, plans, signs. Sends nothing and remembers nothing. Thread-safe. */
public final class RecordSealer {

    /** Fields that are set at sealing where a record type declares them and the record lacks them. */
    public static final Set<String> COMMON_FIELDS =
            Set.of("recordId", "steward", "provider", "recordedAt", "recordStatus");

    private static final Duration LIFE = Duration.ofDays(7);

    private final Sender sender;
    private final RecordTypes types;
    private final Directory directory;
    private final Collection<Agreement> agreements;
    private final RecordHeader header;
    private final BoundRecord boundRecord;
    private final EarlierMajors earlier;
    private final Map<Planned, SealingPlan> plans = new ConcurrentHashMap<>();
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    /**
     * Who seals, and with what.
     *
     * @param zone of days, the hub's
     * @param limits of what the hub takes from this agency
     */
    public record Sender(
            String agency,
            String hub,
            SigningKey sealKey,
            PseudonymKey pseudonymKey,
            AgencySecret secret,
            ZoneId zone,
            EnvelopeLimits limits) {}

    public RecordSealer(Sender sender, RecordTypes types, Directory directory, AgreementsInForce agreements) {
        this(sender, types, directory, agreements.all());
    }

    /** For tests of adapters under agreements that nobody signed yet. */
    public RecordSealer(Sender sender, RecordTypes types, Directory directory, Collection<Agreement> agreements) {
        this.sender = sender;
        this.types = types;
        this.directory = directory;
        this.agreements = agreements;
        this.header = new RecordHeader(sender, directory);
        this.boundRecord = new BoundRecord(sender, directory);
        this.earlier = new EarlierMajors(types, header);
    }

    /**
     * @param fields the record; common fields that it lacks are set here
     * @param now time of sealing, in the envelope as whole seconds
     */
    public Sealing seal(RecordTypeId id, ObjectNode fields, Instant now) {
        Optional<RecordType> type = types.find(id);
        if (type.isEmpty()) {
            return unsendable(RefusalCode.UNKNOWN_TYPE, "record", "no record type '" + id + "' is known here");
        }
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        ObjectNode record = header.complete(type.get(), fields, at);
        Optional<Refusal> tooLarge = SizeCheck.of(record, sender.limits());
        if (tooLarge.isPresent()) {
            return new Sealing.Unsendable(List.of(tooLarge.get()));
        }
        List<RecordProblem> problems = type.get().validate(record);
        List<Refusal> reasons = problems.stream()
                .filter(p -> !p.warning())
                .map(p -> Refusal.of(RefusalCode.SCHEMA, p.place(), p.message()))
                .toList();
        return reasons.isEmpty()
                ? sealValid(type.get(), record, at, warnings(problems))
                : new Sealing.Unsendable(reasons);
    }

    private static List<String> warnings(List<RecordProblem> problems) {
        return problems.stream().map(p -> p.place() + ": " + p.message()).toList();
    }

    private Sealing sealValid(RecordType type, ObjectNode record, Instant at, List<String> warnings) {
        Optional<ObjectNode> hubKey = hubKey(at);
        if (hubKey.isEmpty()) {
            return unsendable(
                    RefusalCode.UNKNOWN_KEY, "cnf", "the directory has no delivery key of the hub that is valid now");
        }
        LocalDate day = at.atZone(sender.zone()).toLocalDate();
        Stamp stamp = new Stamp(type, at, hubKey.get(), groupOf(type, record), record);
        List<RecordTypeId> needed = earlier.of(type).stream()
                .filter(id -> !plan(id, day).forNobody())
                .toList();
        try {
            List<Draft> drafts = new ArrayList<>();
            if (needed.isEmpty() || !plan(type.id(), day).forNobody()) {
                drafts.addAll(drafts(stamp, plan(type.id(), day)));
            }
            for (RecordTypeId id : needed) {
                drafts.addAll(drafts(told(stamp, id), plan(id, day)));
            }
            List<Refusal> tooLarge = SizeCheck.of(drafts, sender.limits());
            return tooLarge.isEmpty()
                    ? new Sealing.Sealed(type.id(), record, drafts, warnings)
                    : new Sealing.Unsendable(tooLarge);
        } catch (BoundRecord.NotDerivable e) {
            return new Sealing.Unsendable(List.of(e.reason()));
        } catch (EarlierMajors.NotTold e) {
            return new Sealing.Unsendable(e.reasons());
        }
    }

    private List<Draft> drafts(Stamp stamp, SealingPlan plan) throws BoundRecord.NotDerivable {
        List<Draft> drafts = new ArrayList<>();
        if (plan.unbound()) {
            drafts.add(draft(stamp, Optional.empty(), stamp.record(), plan.disclosed()));
        }
        for (Agreement agreement : plan.bound()) {
            drafts.add(boundDraft(stamp, agreement));
        }
        return drafts;
    }

    private Draft boundDraft(Stamp stamp, Agreement agreement) throws BoundRecord.NotDerivable {
        ObjectNode body = boundRecord.of(stamp.type(), stamp.record(), agreement, stamp.at());
        return draft(stamp, Optional.of(agreement.digest()), body, agreement.needed());
    }

    /** In another major, and in the same group: whatever major tells it, what happens to one thing stays in order. */
    private Stamp told(Stamp stamp, RecordTypeId id) throws EarlierMajors.NotTold {
        EarlierMajors.Told told = earlier.tell(stamp.type(), stamp.record(), id, stamp.at());
        return new Stamp(told.type(), stamp.at(), stamp.hubKey(), stamp.group(), told.record());
    }

    /**
     * Seals a record that was valid before once more, for one agreement.
     *
     * @return empty if this agency cannot seal it for that agreement now
     */
    public Optional<Draft> sealAgain(RecordTypeId id, ObjectNode record, Agreement agreement, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Optional<RecordType> type = types.find(id);
        Optional<ObjectNode> key = hubKey(at);
        if (type.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            Stamp stamp = new Stamp(type.get(), at, key.get(), groupOf(type.get(), record), record);
            return Optional.of(boundDraft(told(stamp, agreement.record()), agreement));
        } catch (BoundRecord.NotDerivable | EarlierMajors.NotTold e) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> hubKey(Instant at) {
        return directory.keys(sender.hub(), KeyUse.DELIVER).stream()
                .filter(key -> key.validAt(at))
                .findFirst()
                .map(DirectoryKey::jwk);
    }

    /** Agreements come and go by the day, so a plan holds for one. */
    private SealingPlan plan(RecordTypeId type, LocalDate day) {
        return plans.computeIfAbsent(
                new Planned(type, day), key -> SealingPlan.of(agreements, sender.agency(), type, day));
    }

    private record Planned(RecordTypeId type, LocalDate day) {}

    /** What all envelopes of one record share. */
    private record Stamp(RecordType type, Instant at, ObjectNode hubKey, String group, ObjectNode record) {}

    private String groupOf(RecordType type, ObjectNode record) {
        return sender.secret().group(type.id().toString(), RecordHeader.orderKey(type, record));
    }

    private Draft draft(Stamp stamp, Optional<String> agreement, ObjectNode body, Set<FieldPath> disclosed) {
        EnvelopeClaims claims = new EnvelopeClaims(
                sender.agency(),
                sender.hub(),
                stamp.at(),
                stamp.at().plus(LIFE),
                ids.generate().toString(),
                stamp.type().id(),
                stamp.type().digest(),
                stamp.hubKey(),
                agreement);
        SealedEnvelope envelope = SealedEnvelope.seal(claims, body, stamp.type(), sender.sealKey());
        return new Draft(
                claims.jti(),
                envelope.compactWith(disclosed),
                Base64Url.encode(envelope.jws().sha256()),
                sender.sealKey().verificationKey().kid(),
                stamp.type().id(),
                stamp.type().digest(),
                stamp.group(),
                stamp.at(),
                agreement,
                subjects(stamp));
    }

    private List<Draft.Subject> subjects(Stamp stamp) {
        List<Draft.Subject> subjects = new ArrayList<>();
        for (FieldPath path : stamp.type().subjects()) {
            for (JsonNode value : FieldValues.at(stamp.record(), path)) {
                byte[] token = sender.secret().subjectToken(value.asText(), stamp.at(), sender.zone());
                byte[] salt = Crypto.random(32);
                subjects.add(new Draft.Subject(token, salt, Base64Url.encode(Crypto.sha256(salt, token))));
            }
        }
        return subjects;
    }

    private static Sealing unsendable(RefusalCode code, String path, String message) {
        return new Sealing.Unsendable(List.of(Refusal.of(code, path, message)));
    }
}
