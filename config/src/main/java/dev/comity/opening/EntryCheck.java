package dev.comity.opening;

import dev.comity.agreement.Agreement;
import dev.comity.crypto.Base64Url;
import dev.comity.envelope.DeliveryStatement;
import dev.comity.envelope.Identity;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.RecordTypes;

/** The log entry is about this delivery and no other: each of its members follows from the envelope or equals the statement's. */
final class EntryCheck {

    private final RecordTypes types;

    EntryCheck(RecordTypes types) {
        this.types = types;
    }

    void check(Delivery delivery, Findings entry, Findings statement) {
        delivery.statement().ifPresent(stated -> {
            statement.require(
                    stated.sdHash().equals(delivery.text().sdHash()),
                    "the statement is over other disclosures: " + "sd_hash differs");
            int resubmissions = delivery.entry()
                    .map(known -> known.json().path("resubmission").intValue())
                    .orElse(0);
            delivery.envelope().ifPresent(envelope -> identity(stated, envelope, resubmissions, statement));
            delivery.agreement().ifPresent(agreement -> withheldCount(stated, agreement, statement));
        });
        if (delivery.entry().isEmpty()) {
            return;
        }
        delivery.statement()
                .ifPresentOrElse(
                        stated -> statedAndLogged(delivery, stated, entry),
                        () -> entry.missing("the delivery statement failed"));
        delivery.envelope()
                .ifPresentOrElse(
                        envelope -> sealedAndLogged(delivery, envelope, entry),
                        () -> entry.missing("the envelope failed"));
    }

    private static void identity(
            DeliveryStatement stated, VerifiedEnvelope envelope, int resubmissions, Findings statement) {
        String delivery = Identity.delivery(envelope.exchange(), stated.agreement(), resubmissions);
        statement
                .require(stated.exchange().equals(envelope.exchange()), "the statement is on another exchange")
                .require(
                        stated.delivery().equals(delivery),
                        "the delivery id does not follow from envelope and agreement");
    }

    private void withheldCount(DeliveryStatement stated, Agreement agreement, Findings statement) {
        types.find(agreement.record())
                .ifPresent(type -> statement.require(
                        stated.withheld() == agreement.withheldCount(type),
                        "the number of withheld fields is not the one that schema and agreement fix"));
    }

    private static void statedAndLogged(Delivery delivery, DeliveryStatement stated, Findings entry) {
        same(entry, "delivery", delivery, stated.delivery());
        same(entry, "exchange", delivery, stated.exchange());
        same(entry, "consumer", delivery, stated.consumer());
        same(entry, "agreement", delivery, stated.agreement());
        same(entry, "agreementDigest", delivery, stated.agreementDigest());
        same(entry, "purpose", delivery, stated.purpose());
        same(entry, "schema", delivery, stated.schemaDigest());
        same(entry, "sdHash", delivery, stated.sdHash());
        same(entry, "seq", delivery, stated.seq());
        same(entry, "withheldCount", delivery, stated.withheld());
        same(entry, "iat", delivery, stated.issuedAt().getEpochSecond());
    }

    private static void sealedAndLogged(Delivery delivery, VerifiedEnvelope envelope, Findings entry) {
        same(entry, "provider", delivery, envelope.claims().issuer());
        same(entry, "record", delivery, envelope.claims().record().toString());
        same(entry, "jws", delivery, Base64Url.encode(envelope.jws().sha256()));
    }

    private static void same(Findings entry, String member, Delivery delivery, String expected) {
        entry.require(delivery.entryText(member).equals(expected), "the log entry has another '" + member + "'");
    }

    private static void same(Findings entry, String member, Delivery delivery, long expected) {
        entry.require(delivery.entryNumber(member) == expected, "the log entry has another '" + member + "'");
    }
}
