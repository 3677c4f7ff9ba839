package dev.comity.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.record.RecordTypes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a presentation as its recipient does, with every check of the envelope page: origin, hub statement, audience,
 * agreement with both signatures, opened paths equal to the entry's and within the agreement, sd_hash, delivery id, entry and
 * proof under a trusted log's checkpoint. Whether the delivery id is new is the caller's check. Thread-safe.
 */
public final class PresentationOpener {

    private final TrustAnchors trust;
    private final Directory directory;
    private final AgreementsInForce agreements;
    private final RecordTypes types;
    private final EnvelopeVerifier envelopes;
    private final String hub;
    private final EnvelopeLimits limits;

    /** @param hub id of the hub whose deliveries are opened */
    public PresentationOpener(
            Directory directory,
            TrustAnchors trust,
            AgreementsInForce agreements,
            RecordTypes types,
            String hub,
            EnvelopeLimits limits) {
        this.directory = directory;
        this.trust = trust;
        this.agreements = agreements;
        this.types = types;
        this.envelopes = new EnvelopeVerifier(directory, types, hub, limits);
        this.hub = hub;
        this.limits = limits;
    }

    /**
     * @param presentation compact form with its KB-JWT
     * @param entry bytes of the entry, or empty if there is none
     * @param proof text of the {@code .tlog-proof}, or empty if there is none
     * @param consumer who opens
     * @return never null; a failed check is in the result, not an exception
     */
    public Opening open(String presentation, Optional<byte[]> entry, Optional<String> proof, String consumer) {
        Reading reading = new Reading(directory, agreements, envelopes, hub, limits);
        Delivery delivery = reading.read(presentation, entry, proof, consumer);
        Findings audience = new Findings("audience");
        Findings fields = new Findings("fields");
        audience(delivery, audience);
        new AgreementCheck(agreements, types).check(delivery, reading.agreement);
        new FieldsCheck(types).check(delivery, fields);
        new EntryCheck(types).check(delivery, reading.entry, reading.statement);
        new ProofCheck(trust).check(delivery, reading.proof);
        List<Check> checks = List.of(
                reading.origin.check(passed(
                        delivery,
                        d -> "signed by " + d.envelope.claims().issuer() + ", key "
                                + d.envelope.key().kid())),
                reading.statement.check(passed(
                        delivery,
                        d -> d.envelope.leaves().size() + " fields released, " + d.statement.withheld() + " withheld")),
                audience.check("for " + consumer),
                reading.agreement.check(passed(
                        delivery,
                        d -> d.agreement.id() + ", version " + d.agreement.version() + ", signed by "
                                + d.agreement.provider() + " and " + d.agreement.consumer())),
                fields.check("the same fields as in the log entry, all within the agreement"),
                reading.entry.check("about this delivery"),
                reading.proof.check(passed(
                        delivery,
                        d -> "entry " + d.proof.index() + " of "
                                + d.proof.checkpoint().size() + " in "
                                + d.proof.checkpoint().origin())));
        boolean holds = checks.stream().allMatch(check -> check.status().equals("pass"));
        return new Opening(checks, holds ? Optional.of(opened(delivery)) : Optional.empty());
    }

    private static void audience(Delivery delivery, Findings findings) {
        delivery.statement()
                .ifPresentOrElse(
                        stated -> findings.require(
                                stated.consumer().equals(delivery.consumer()),
                                "the delivery is for " + stated.consumer() + ", not for " + delivery.consumer()),
                        () -> findings.missing("the delivery statement failed"));
    }

    private static OpenedRecord opened(Delivery delivery) {
        VerifiedEnvelope envelope = delivery.envelope().orElseThrow();
        return new OpenedRecord(
                envelope.record(),
                envelope,
                delivery.statement().orElseThrow(),
                delivery.agreement().orElseThrow(),
                delivery.entry().orElseThrow(),
                delivery.proof().orElseThrow());
    }

    /** The words of a passed check; they are used only where every part is there. */
    private static String passed(Delivery delivery, Function<OpenedRecord, String> words) {
        boolean whole = delivery.envelope().isPresent()
                && delivery.statement().isPresent()
                && delivery.agreement().isPresent()
                && delivery.entry().isPresent()
                && delivery.proof().isPresent();
        return whole ? words.apply(opened(delivery)) : "";
    }

    /**
     * @param id stable: origin, statement, audience, agreement, fields, entry, proof
     * @param status pass, fail, skipped or unknown
     */
    public record Check(String id, String status, String detail) {}

    /** @param opened empty if any check failed */
    public record Opening(List<Check> checks, Optional<OpenedRecord> opened) {
        public boolean holds() {
            return opened.isPresent();
        }
    }

    /** A record that this consumer may use, with its proofs. */
    public record OpenedRecord(
            ObjectNode record,
            VerifiedEnvelope envelope,
            DeliveryStatement statement,
            Agreement agreement,
            Entry entry,
            InclusionProof proof) {}
}
