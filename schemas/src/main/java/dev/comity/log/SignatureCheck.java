package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.util.ArrayList;
import java.util.List;

/** Who signed the checkpoint, judged by the auditor's own trust anchors alone. */
record SignatureCheck(Checkpoint checkpoint, TrustAnchors trust) {

    LogVerifier.Check log() {
        var states = trust.logs().stream()
                .filter(log -> log.origin().equals(checkpoint.origin()))
                .map(log -> checkpoint.verify(log.vkey()))
                .toList();
        if (states.contains(Checkpoint.SignatureState.FALSE)) {
            return check("fail", "the signature of a trusted key does not hold");
        }
        if (states.contains(Checkpoint.SignatureState.TRUE)) {
            return check("pass", "signed by the log, %d entries".formatted(checkpoint.size()));
        }
        return check(
                "unknown",
                states.isEmpty()
                        ? "the trust file names no log of this origin"
                        : "not signed by the key that the trust file has for this origin");
    }

    private static LogVerifier.Check check(String status, String detail) {
        return new LogVerifier.Check(LogVerifier.CHECKPOINT, status, detail, "checkpoint");
    }

    /** Cosignatures that count, and what is left unjudged. */
    List<LogVerifier.Check> others() {
        List<LogVerifier.Check> checks = new ArrayList<>();
        checks.add(witnesses());
        trust.logs().stream()
                .filter(log -> log.origin().equals(checkpoint.origin()))
                .flatMap(log -> log.mldsaKey().stream())
                .forEach(key -> checks.add(mldsa(key)));
        return checks;
    }

    private LogVerifier.Check mldsa(VerifierKey key) {
        return switch (checkpoint.signature(key)) {
            case TRUE -> mldsa("pass", "cosigned with the log's key of ML-DSA-44");
            case FALSE -> mldsa("fail", "the log's cosignature of ML-DSA-44 does not hold");
            case UNKNOWN -> mldsa("unknown", "not cosigned with the key of ML-DSA-44 that the trust file has");
        };
    }

    private static LogVerifier.Check mldsa(String status, String detail) {
        return new LogVerifier.Check(LogVerifier.MLDSA, status, detail, "checkpoint");
    }

    private LogVerifier.Check witnesses() {
        List<String> valid = agencies(Checkpoint.SignatureState.TRUE);
        List<String> forged = agencies(Checkpoint.SignatureState.FALSE);
        if (!forged.isEmpty()) {
            return witnesses(
                    "fail",
                    "the cosignature of a trusted witness does not hold: %s".formatted(String.join(", ", forged)));
        }
        if (trust.quorum() == 0) {
            return witnesses("skipped", "the trust file asks for no witnesses: entry times are not judged");
        }
        String count = "cosigned by %d of %d witnesses, %d needed"
                .formatted(valid.size(), trust.witnesses().size(), trust.quorum());
        if (valid.size() >= trust.quorum()) {
            return witnesses("pass", count);
        }
        return witnesses(
                "unknown",
                "%s; without: %s".formatted(count, String.join(", ", agencies(Checkpoint.SignatureState.UNKNOWN))));
    }

    private List<String> agencies(Checkpoint.SignatureState state) {
        return trust.witnesses().stream()
                .filter(witness -> checkpoint.signature(witness.vkey()) == state)
                .map(TrustAnchors.TrustedWitness::agency)
                .toList();
    }

    private static LogVerifier.Check witnesses(String status, String detail) {
        return new LogVerifier.Check(LogVerifier.WITNESSES, status, detail, "checkpoint");
    }
}
