package dev.comity.audit;

import dev.comity.config.Configuration;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import java.io.IOException;
import java.util.Optional;

/** Which configuration was in force at each place, as the {@code config} entries say and the bundles hold it. */
final class ConfigurationRules {

    private final LogEvidence evidence;
    private final RuleNotes notes;
    private String digest = "";
    private Optional<Configuration> inForce = Optional.empty();
    private long count;

    ConfigurationRules(LogEvidence evidence, RuleNotes notes) {
        this.evidence = evidence;
        this.notes = notes;
    }

    void see(long index, Entry entry) {
        if (entry.kind() == Entry.Kind.CONFIG) {
            count++;
            change(index, EntryText.of(entry.json(), "digest"));
        } else if (entry.json().has("config")
                && !EntryText.of(entry.json(), "config").equals(digest)) {
            notes.wrong(
                    AuditRules.CONFIGURATIONS, index, "names another configuration than the one in force at its place");
        }
    }

    private void change(long index, String to) {
        if (to.equals(digest)) {
            return;
        }
        digest = to;
        inForce = Optional.empty();
        try {
            inForce = evidence.configuration(to);
            if (inForce.isEmpty()) {
                notes.unknown(AuditRules.CONFIGURATIONS, index, LogEvidence.bundleName(to) + " is not there");
            }
        } catch (LogEvidence.Differs e) {
            notes.wrong(AuditRules.CONFIGURATIONS, index, e.getMessage());
        } catch (IOException e) {
            String why = e.getMessage().replaceAll("\\s+", " ");
            notes.unknown(AuditRules.CONFIGURATIONS, index, "this version cannot read the configuration: " + why);
        }
    }

    /** Empty where the bundle is missing or cannot be read; that is said once, by this check. */
    Optional<Configuration> inForce() {
        return inForce;
    }

    String summary() {
        return "%d configurations, each kept under its digest".formatted(count);
    }
}
