package dev.comity.audit;

import dev.comity.directory.Revocation;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that were revoked: nothing that such a key signed may be accepted after the revocation's own entry. What was accepted before
 * stands, and is counted as disputed.
 */
final class RevocationRules {

    private final TrustAnchors trust;
    private final LogEvidence evidence;
    private final RegistrarRules registrars;
    private final RuleNotes notes;
    private final Map<String, Long> revoked = new HashMap<>();
    private final Map<String, Long> accepted = new HashMap<>();

    RevocationRules(TrustAnchors trust, LogEvidence evidence, RegistrarRules registrars, RuleNotes notes) {
        this.trust = trust;
        this.evidence = evidence;
        this.registrars = registrars;
        this.notes = notes;
    }

    void see(long index, Entry entry) throws IOException {
        if (entry.kind() == Entry.Kind.SUBMITTED) {
            submitted(index, EntryText.of(entry.json().path("submission"), "kid"));
        } else if (entry.kind() == Entry.Kind.REVOCATION) {
            revoked(index, entry);
        }
    }

    private void submitted(long index, String kid) {
        Long since = revoked.get(kid);
        if (since == null) {
            accepted.merge(kid, 1L, Long::sum);
        } else {
            notes.wrong(AuditRules.REVOCATIONS, index, "sealed with a key that entry %d revokes".formatted(since));
        }
    }

    private void revoked(long index, Entry entry) throws IOException {
        String kid = EntryText.of(entry.json(), "kid");
        revoked.putIfAbsent(kid, index);
        try {
            Optional<String> text = evidence.statement(EntryText.of(entry.json(), "statement"));
            if (text.isPresent()) {
                verify(index, kid, EntryText.of(entry.json(), "agency"), text.get());
            } else {
                notes.unknown(AuditRules.REVOCATIONS, index, "its statement is not in statements/");
            }
        } catch (LogEvidence.Differs e) {
            notes.wrong(AuditRules.REVOCATIONS, index, e.getMessage());
        }
    }

    private void verify(long index, String kid, String agency, String text) {
        try {
            Revocation revocation = Revocation.verify(text.strip(), registrars.directory(), trust);
            if (!revocation.kid().equals(kid) || !revocation.agency().equals(agency)) {
                notes.wrong(AuditRules.REVOCATIONS, index, "names another key than its statement");
            }
        } catch (RecordRefused e) {
            if (registrars.complete()) {
                notes.wrong(AuditRules.REVOCATIONS, index, "its statement is not to rely on: " + e.getMessage());
            } else {
                notes.unknown(AuditRules.REVOCATIONS, index, "its signer is not known: " + e.getMessage());
            }
        }
    }

    String summary() {
        long disputed = revoked.keySet().stream()
                .mapToLong(kid -> accepted.getOrDefault(kid, 0L))
                .sum();
        return "%d keys revoked; %d records that they sealed before are disputed".formatted(revoked.size(), disputed);
    }
}
