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
        boolean hasMldsa = trust.logs().stream()
                .anyMatch(log ->
                        log.origin().equals(checkpoint.origin()) && !log.mldsa().isEmpty());
        if (hasMldsa) {
            checks.add(new LogVerifier.Check(
                    LogVerifier.MLDSA,
                    "unknown",
                    "ML-DSA-44 cosignatures are not judged by this version",
                    "checkpoint"));
        }
        return checks;
    }

    private LogVerifier.Check witnesses() {
        var states = trust.witnesses().stream()
                .map(witness -> checkpoint.signature(witness.vkey()))
                .toList();
        long valid =
                states.stream().filter(Checkpoint.SignatureState.TRUE::equals).count();
        if (states.contains(Checkpoint.SignatureState.FALSE)) {
            return witnesses("fail", "a trusted witness's cosignature does not hold");
        }
        if (trust.quorum() == 0) {
            return witnesses("skipped", "the trust file asks for no witnesses: entry times are not judged");
        }
        String detail = "%d of %d witnesses needed".formatted(valid, trust.quorum());
        // The interval between witnessed checkpoints is not judged yet, so a full quorum proves no time either.
        return witnesses("unknown", detail + "; entry times are not judged against witness times by this version");
    }

    private static LogVerifier.Check witnesses(String status, String detail) {
        return new LogVerifier.Check(LogVerifier.WITNESSES, status, detail, "checkpoint");
    }
}
