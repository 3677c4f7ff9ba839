package dev.comity.audit;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.config.Configuration;
import dev.comity.log.Entry;
import dev.comity.log.EntryText;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which agreements were in force at each place: both agencies signed them, their versions only rise, none comes back. */
final class AgreementRules {

    private final ConfigurationRules configurations;
    private final RegistrarRules registrars;
    private final RuleNotes notes;
    /** By id, then version: digest of each that was put in force and not withdrawn. */
    private final Map<String, TreeMap<Integer, String>> announced = new HashMap<>();

    private final Map<String, Integer> highest = new HashMap<>();
    private long count;

    AgreementRules(ConfigurationRules configurations, RegistrarRules registrars, RuleNotes notes) {
        this.configurations = configurations;
        this.registrars = registrars;
        this.notes = notes;
    }

    void see(long index, Entry entry) {
        if (entry.kind() != Entry.Kind.AGREEMENT) {
            return;
        }
        String id = EntryText.of(entry.json(), "agreement");
        switch (EntryText.of(entry.json(), "state")) {
            case "in-force" -> inForce(index, id, entry);
            case "withdrawn" -> announced.remove(id);
            default -> wrong(index, "agreement %s is in a state that is not in the closed list".formatted(id));
        }
    }

    private void inForce(long index, String id, Entry entry) {
        int version = entry.json().path("version").asInt();
        String digest = EntryText.of(entry.json(), "digest");
        String before = announced.getOrDefault(id, new TreeMap<>()).get(version);
        count++;
        if (version < highest.getOrDefault(id, 0) && before == null) {
            wrong(index, "agreement %s goes back to version %d: versions only rise".formatted(id, version));
        } else if (version == highest.getOrDefault(id, 0) && !digest.equals(before)) {
            wrong(index, "agreement %s has version %d a second time with another text".formatted(id, version));
        }
        highest.merge(id, version, Math::max);
        announced.computeIfAbsent(id, i -> new TreeMap<>()).put(version, digest);
        configurations
                .inForce()
                .ifPresentOrElse(
                        c -> signed(index, id, version, digest, c, entry.time()),
                        () -> notes.unknown(
                                AuditRules.AGREEMENTS, index, "the configuration with its text is not at hand"));
    }

    private void signed(long index, String id, int version, String digest, Configuration configuration, Instant time) {
        Optional<Agreement> agreement =
                byDigest(configuration, digest).filter(a -> a.id().equals(id) && a.version() == version);
        if (agreement.isEmpty()) {
            wrong(index, "agreement %s, version %d, is not in the configuration in force".formatted(id, version));
            return;
        }
        try {
            AgreementSignatures.verify(agreement.get(), configuration, registrars.directory(), time);
        } catch (RecordRefused e) {
            String why = e.reasons().stream().map(Refusal::message).collect(Collectors.joining("; "));
            if (registrars.complete()) {
                wrong(index, "agreement %s is in force without both signatures: %s".formatted(id, why));
            } else {
                notes.unknown(AuditRules.AGREEMENTS, index, "agreement %s: %s".formatted(id, why));
            }
        }
    }

    private static Optional<Agreement> byDigest(Configuration configuration, String digest) {
        return configuration.agreements().stream()
                .filter(agreement -> agreement.digest().equals(digest))
                .findFirst();
    }

    private void wrong(long index, String detail) {
        notes.wrong(AuditRules.AGREEMENTS, index, detail);
    }

    /** Whether an entry before this place put it in force, and none withdrew it. */
    boolean announced(String id, String digest) {
        return announced.getOrDefault(id, new TreeMap<>()).containsValue(digest);
    }

    /** The agreement with this digest, if the configuration in force has it. */
    Optional<Agreement> agreement(Configuration configuration, String digest) {
        return byDigest(configuration, digest);
    }

    /** Whether a later version than this one is in force on that day. */
    boolean stale(Agreement agreement, Configuration configuration, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, configuration.hub().zone());
        return announced
                .getOrDefault(agreement.id(), new TreeMap<>())
                .tailMap(agreement.version(), false)
                .values()
                .stream()
                .flatMap(digest -> byDigest(configuration, digest).stream())
                .anyMatch(later -> later.validOn(day));
    }

    String summary() {
        return "%d put in force, each signed by both agencies, versions only rise".formatted(count);
    }
}
