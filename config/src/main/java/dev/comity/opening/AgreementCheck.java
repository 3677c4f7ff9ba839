package dev.comity.opening;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.agreement.Mode;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import java.util.Optional;

/** The agreement is one that this reader holds with both signatures, and it is the right one for this envelope. */
final class AgreementCheck {

    private final AgreementsInForce agreements;
    private final RecordTypes types;

    AgreementCheck(AgreementsInForce agreements, RecordTypes types) {
        this.agreements = agreements;
        this.types = types;
    }

    void check(Delivery delivery, Findings findings) {
        if (delivery.statement().isEmpty()) {
            findings.missing("the delivery statement that would name it failed");
            return;
        }
        DeliveryStatement statement = delivery.statement().get();
        if (delivery.agreement().isEmpty()) {
            findings.wrong(notInForce(statement));
            return;
        }
        Agreement agreement = delivery.agreement().get();
        findings.require(
                        agreement.id().equals(statement.agreement()),
                        "the statement names another agreement than its digest")
                .require(agreement.mode() == Mode.EVENT, "the agreement is not for events")
                .require(agreement.purpose().equals(statement.purpose()), "the statement names another purpose")
                .require(agreement.consumer().equals(delivery.consumer()), "the agreement is with another consumer")
                .require(
                        agreements.validAt(agreement, statement.issuedAt()),
                        "the agreement was not valid on the day of the delivery");
        if (delivery.envelope().isEmpty()) {
            findings.missing("the envelope failed");
            return;
        }
        envelope(agreement, delivery.envelope().get(), statement, findings);
    }

    private void envelope(
            Agreement agreement, VerifiedEnvelope envelope, DeliveryStatement statement, Findings findings) {
        EnvelopeClaims claims = envelope.claims();
        Optional<String> expected = agreement.bound() ? Optional.of(agreement.digest()) : Optional.empty();
        Optional<RecordType> type = types.find(claims.record());
        findings.require(
                        agreement.provider().equals(claims.issuer()),
                        "the envelope is by another provider than the agreement's")
                .require(
                        agreement.record().equals(claims.record()),
                        "the envelope holds another record type than the agreement's")
                .require(
                        expected.equals(claims.agreement()),
                        agreement.bound()
                                ? "the envelope is not bound to this agreement, as a derived field requires"
                                : "the envelope is bound to an agreement, and this one needs no binding")
                .require(
                        statement.schemaDigest().equals(claims.schemaDigest()),
                        "the statement names another schema than the envelope")
                .require(
                        type.map(t -> t.digest().equals(claims.schemaDigest())).orElse(false),
                        "the schema is not the one that both agencies signed");
    }

    private String notInForce(DeliveryStatement statement) {
        return agreements.notInForce().stream()
                .filter(one -> one.agreement().digest().equals(statement.agreementDigest()))
                .findFirst()
                .map(one -> "agreement " + one.agreement().id() + " is not in force: " + one.reason())
                .orElse("the agreement that the statement names is not one that is known here with this text");
    }
}
