package dev.comity.client;

import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;

/** An entry that is proven to stand in a log that the agency trusts. Only {@link #verify} makes one. */
public final class LoggedEntry {

    private final Entry entry;
    private final InclusionProof proof;

    private LoggedEntry(Entry entry, InclusionProof proof) {
        this.entry = entry;
        this.proof = proof;
    }

    /** @throws RecordRefused where entry or proof is missing, malformed, or does not hold */
    public static LoggedEntry verify(IncomingMessage message, TrustAnchors trust) throws RecordRefused {
        if (message.entry().isEmpty() || message.proof().isEmpty()) {
            throw refused("entry", "the message came without its log entry or proof");
        }
        try {
            byte[] bytes = message.entryBytes().orElseThrow();
            Entry entry = Entry.parse(bytes);
            InclusionProof proof = InclusionProof.parse(message.proof().get());
            TrustedLog log = trust.logs().stream()
                    .filter(trusted ->
                            trusted.origin().equals(proof.checkpoint().origin()))
                    .findFirst()
                    .orElseThrow(() -> refused("proof", "the checkpoint is of a log that trust.yaml does not name"));
            if (proof.checkpoint().verify(log.vkey()) != SignatureState.TRUE) {
                throw refused("proof", "the checkpoint is not signed by the log's key in trust.yaml");
            }
            if (!proof.holdsFor(bytes)) {
                throw refused("proof", "the entry is not at this place under the checkpoint");
            }
            return new LoggedEntry(entry, proof);
        } catch (IllegalArgumentException e) {
            throw refused("entry", "entry or proof is not of the form that the log has: " + e.getMessage());
        }
    }

    private static RecordRefused refused(String path, String message) {
        return new RecordRefused(RefusalCode.MALFORMED, path, message);
    }

    public Entry entry() {
        return entry;
    }

    public InclusionProof proof() {
        return proof;
    }
}
