package dev.comity.opening;

import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.log.InclusionProof;
import java.util.Optional;

/** The entry's bytes lie under a checkpoint that a trusted log signed. */
final class ProofCheck {

    private final TrustAnchors trust;

    ProofCheck(TrustAnchors trust) {
        this.trust = trust;
    }

    void check(Delivery delivery, Findings findings) {
        if (delivery.proof().isEmpty()) {
            return;
        }
        InclusionProof proof = delivery.proof().get();
        checkpoint(proof, findings);
        if (delivery.entry().isEmpty()) {
            findings.missing("the log entry is not there");
        } else {
            findings.require(
                    proof.holdsFor(delivery.entry().get().bytes()), "the log entry is not where the proof says");
        }
        delivery.statement()
                .ifPresentOrElse(
                        stated -> findings.require(
                                stated.log().equals(proof.checkpoint().origin()),
                                "the proof is from another log than the statement names"),
                        () -> findings.missing("the delivery statement failed"));
    }

    private void checkpoint(InclusionProof proof, Findings findings) {
        Optional<TrustedLog> log = trust.logs().stream()
                .filter(one -> one.origin().equals(proof.checkpoint().origin()))
                .findFirst();
        if (log.isEmpty()) {
            findings.unknown("the checkpoint is from a log that trust.yaml does not list");
            return;
        }
        switch (proof.checkpoint().verify(log.get().vkey())) {
            case TRUE -> {}
            case FALSE -> findings.wrong("the log's signature under the checkpoint does not hold");
            case UNKNOWN ->
                findings.unknown("the checkpoint is not signed by the log key that trust.yaml pins, line "
                        + log.get().line());
        }
    }
}
