package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Configuration;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each release lies within its agreement, as far as the log alone tells; which fields a record had is for a replay. */
final class ReleaseRules {

    private final ConfigurationRules configurations;
    private final AgreementRules agreements;
    private final RuleNotes notes;
    private long count;

    ReleaseRules(ConfigurationRules configurations, AgreementRules agreements, RuleNotes notes) {
        this.configurations = configurations;
        this.agreements = agreements;
        this.notes = notes;
    }

    void see(long index, Entry entry) {
        if (entry.kind() != Entry.Kind.RELEASED) {
            return;
        }
        count++;
        ObjectNode json = entry.json();
        String id = EntryText.of(json, "agreement");
        String digest = EntryText.of(json, "agreementDigest");
        if (!agreements.announced(id, digest)) {
            wrong(index, "released under agreement %s in a version that was not in force at its place".formatted(id));
            return;
        }
        Optional<Configuration> configuration = configurations.inForce();
        if (configuration.isEmpty()) {
            notes.unknown(AuditRules.RELEASES, index, "the configuration with its agreement is not at hand");
            return;
        }
        agreements
                .agreement(configuration.get(), digest)
                .ifPresentOrElse(
                        agreement -> within(index, entry, agreement, configuration.get()),
                        () -> wrong(index, "the configuration in force has no agreement %s like that".formatted(id)));
    }

    private void within(long index, Entry entry, Agreement agreement, Configuration configuration) {
        ObjectNode json = entry.json();
        require(index, agreement.id().equals(EntryText.of(json, "agreement")), "names another agreement than its text");
        require(index, agreement.provider().equals(EntryText.of(json, "provider")), "released from another provider");
        require(index, agreement.consumer().equals(EntryText.of(json, "consumer")), "released to another consumer");
        require(index, agreement.purpose().equals(EntryText.of(json, "purpose")), "released for another purpose");
        require(index, agreement.record().toString().equals(EntryText.of(json, "record")), "is of another record type");
        require(index, agreement.mode() == Mode.EVENT, "released an event under an agreement of another mode");
        require(index, sameBasis(agreement, json.path("basis")), "names another legal basis than the agreement");
        LocalDate day = LocalDate.ofInstant(entry.time(), configuration.hub().zone());
        require(index, agreement.validOn(day), "released on a day on which the agreement was not valid");
        require(
                index,
                !agreements.stale(agreement, configuration, entry.time()),
                "released under a stale version of agreement %s: a later one was in force".formatted(agreement.id()));
        fields(index, json, agreement);
        configuration.types().find(agreement.record()).ifPresent(type -> counted(index, json, agreement, type));
    }

    private static boolean sameBasis(Agreement agreement, JsonNode basis) {
        return basis.path("kind").asText().equals(agreement.basis().kind())
                && basis.path("instrument").asText().equals(agreement.basis().instrument())
                && basis.path("article").asText().equals(agreement.basis().article());
    }

    private void fields(long index, ObjectNode json, Agreement agreement) {
        Set<String> released = paths(index, json.path("released"));
        beyond(index, released, agreement.release(), "the agreement does not release ");
        beyond(index, paths(index, json.path("inputs")), agreement.inputs(), "the agreement does not test ");
        Set<String> both = paths(index, json.path("withheld"));
        both.retainAll(released);
        require(index, both.isEmpty(), "both released and withheld: " + String.join(", ", both));
        require(index, !released.isEmpty(), "released no field");
    }

    private void beyond(long index, Set<String> paths, Collection<FieldPath> allowed, String what) {
        Set<String> beyond = new TreeSet<>(paths);
        beyond.removeAll(allowed.stream().map(FieldPath::value).collect(Collectors.toSet()));
        require(index, beyond.isEmpty(), what + String.join(", ", beyond));
    }

    /** The paths in a list; a disclosure that stands in it twice is an error of its own. */
    private Set<String> paths(long index, JsonNode list) {
        Set<String> paths = new TreeSet<>();
        Set<String> digests = new HashSet<>();
        for (JsonNode one : list) {
            paths.add(EntryText.of(one, "path"));
            if (one.has("digest")) {
                require(index, digests.add(EntryText.of(one, "digest")), "lists one disclosure twice");
            }
        }
        return paths;
    }

    private void counted(long index, ObjectNode json, Agreement agreement, RecordType type) {
        require(
                index,
                type.digest().equals(EntryText.of(json, "schema")),
                "names another schema than both agencies signed");
        require(
                index,
                json.path("withheldCount").asInt(-1) == agreement.withheldCount(type),
                "the number of withheld fields is not the one that schema and agreement fix");
    }

    private void require(long index, boolean holds, String otherwise) {
        if (!holds) {
            wrong(index, otherwise);
        }
    }

    private void wrong(long index, String detail) {
        notes.wrong(AuditRules.RELEASES, index, detail);
    }

    String summary() {
        return "%d releases, each within the agreement in force at its place".formatted(count);
    }
}
