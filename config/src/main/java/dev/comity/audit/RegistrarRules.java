package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is who at each place in the log: statements of pinned registrars, as the {@code agency} entries bring them. */
final class RegistrarRules {

    private final TrustAnchors trust;
    private final LogEvidence evidence;
    private final RuleNotes notes;
    private final List<AgencyStatement> statements = new ArrayList<>();
    private final Map<String, Long> lastSeq = new HashMap<>();
    private Directory directory = Directory.of(List.of());
    private boolean complete = true;

    RegistrarRules(TrustAnchors trust, LogEvidence evidence, RuleNotes notes) {
        this.trust = trust;
        this.evidence = evidence;
        this.notes = notes;
    }

    void see(long index, Entry entry) throws IOException {
        if (entry.kind() == Entry.Kind.AGENCY) {
            agency(index, entry);
        } else if (entry.kind() == Entry.Kind.SUBMITTED) {
            sealed(index, entry);
        }
    }

    private void agency(long index, Entry entry) throws IOException {
        String agency = EntryText.of(entry.json(), "agency");
        long seq = EntryText.seq(entry.json());
        if (seq <= lastSeq.getOrDefault(agency, 0L)) {
            wrong(index, "the statement on %s is not newer than the one before it".formatted(agency));
        }
        lastSeq.merge(agency, seq, Math::max);
        try {
            Optional<String> text = evidence.statement(EntryText.of(entry.json(), "statement"));
            if (text.isPresent()) {
                certified(index, agency, seq, text.get());
            } else {
                missing(index, "the statement on %s is not in statements/".formatted(agency));
            }
        } catch (LogEvidence.Differs e) {
            complete = false;
            wrong(index, e.getMessage());
        }
    }

    private void certified(long index, String agency, long seq, String text) {
        if (trust.registrars().isEmpty()) {
            missing(index, "the trust file pins no registrar");
            return;
        }
        try {
            AgencyStatement statement = AgencyStatement.verify(text.strip(), trust);
            if (!statement.agency().equals(agency) || statement.seq() != seq) {
                wrong(index, "names another statement than that on %s with the number %d".formatted(agency, seq));
            }
            statements.add(statement);
            directory = Directory.of(statements);
        } catch (RecordRefused e) {
            wrong(index, "the statement on %s is not to rely on: %s".formatted(agency, e.getMessage()));
        } catch (IllegalArgumentException e) {
            statements.remove(statements.size() - 1);
            wrong(index, e.getMessage());
        }
    }

    private void missing(long index, String detail) {
        complete = false;
        notes.unknown(AuditRules.STATEMENTS, index, detail);
    }

    private void wrong(long index, String detail) {
        notes.wrong(AuditRules.STATEMENTS, index, detail);
    }

    private void sealed(long index, Entry entry) {
        JsonNode json = entry.json();
        String provider = EntryText.of(json, "provider");
        String record = EntryText.of(json, "record").replaceFirst("/.*", "");
        Optional<DirectoryKey> key = directory.key(EntryText.of(json.path("submission"), "kid"));
        if (key.isEmpty()) {
            if (complete) {
                notes.wrong(AuditRules.KEYS, index, "sealed with a key that no pinned registrar certified");
            } else {
                notes.unknown(AuditRules.KEYS, index, "sealed with a key that no statement at hand certifies");
            }
        } else if (!key.get().agency().equals(provider) || key.get().use() != KeyUse.SEAL) {
            notes.wrong(AuditRules.KEYS, index, "sealed with a key that may not seal for " + provider);
        } else if (!key.get().mayCarry(record)) {
            notes.wrong(AuditRules.KEYS, index, "sealed with a key that may not carry " + record);
        } else if (!key.get().validAt(entry.time())) {
            notes.wrong(AuditRules.KEYS, index, "sealed with a key of %s that was not valid then".formatted(provider));
        }
    }

    /** Who was certified up to this place. */
    Directory directory() {
        return directory;
    }

    /** Whether every statement up to this place was at hand, so that a key that is not known was certified by nobody. */
    boolean complete() {
        return complete;
    }

    String summary() {
        return "%d statements on %d agencies, each signed by a pinned registrar"
                .formatted(statements.size(), directory.agencies().size());
    }
}
