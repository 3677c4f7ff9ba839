package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.record.Derivation;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The decision once more, slow and obvious: one loop over the agreements, one over the fields, nothing prepared, nothing
 * remembered. It shares no code with the engine but the conditions.
 */
final class SlowDecision {

    /** What is compared. */
    record Verdict(
            String agreement, int version, Set<FieldPath> released, Map<FieldPath, String> withheld, String denied) {

        static Verdict of(Decision decision) {
            return new Verdict(
                    decision.agreement().id(),
                    decision.agreement().version(),
                    decision.released(),
                    decision.withheld(),
                    decision.denied().map(refusal -> refusal.code().code()).orElse(""));
        }
    }

    private SlowDecision() {}

    static List<Verdict> decide(
            Collection<Agreement> agreements,
            Map<String, String> divisions,
            ZoneId zone,
            String provider,
            RecordType type,
            ObjectNode record,
            Set<FieldPath> leaves,
            Optional<String> bound,
            Past past,
            Instant now) {
        LocalDate day = now.atZone(zone).toLocalDate();
        List<Verdict> verdicts = new ArrayList<>();
        for (Agreement agreement : agreements) {
            if (!agreement.provider().equals(provider)) continue;
            if (!agreement.record().equals(type.id())) continue;
            if (agreement.mode() != Mode.EVENT) continue;
            if (bound.isPresent() && !agreement.bound()) continue;
            if (bound.isPresent() && !agreement.digest().equals(bound.get())) continue;
            if (bound.isEmpty() && agreement.bound()) continue;
            if (bound.isEmpty() && !speaksForItsVersions(agreement, agreements, day)) continue;
            verdicts.add(verdict(agreement, divisions.get(agreement.consumer()), type, record, leaves, past, day));
        }
        verdicts.sort(Comparator.comparing(Verdict::agreement));
        return verdicts;
    }

    private static boolean speaksForItsVersions(Agreement agreement, Collection<Agreement> agreements, LocalDate day) {
        boolean valid = !day.isBefore(agreement.from()) && !day.isAfter(agreement.to());
        boolean newest = true;
        boolean anotherValid = false;
        for (Agreement other : agreements) {
            if (other.id().equals(agreement.id()) && other.version() != agreement.version()) {
                newest = newest && other.version() < agreement.version();
                anotherValid = anotherValid || (!day.isBefore(other.from()) && !day.isAfter(other.to()));
            }
        }
        return valid || (newest && !anotherValid);
    }

    private static Verdict verdict(
            Agreement agreement,
            String division,
            RecordType type,
            ObjectNode record,
            Set<FieldPath> leaves,
            Past past,
            LocalDate day) {
        String denied = denied(agreement, division, record, day);
        if (denied.isEmpty()) denied = overBudget(agreement, type, leaves, past);
        Set<FieldPath> released = new TreeSet<>();
        Map<FieldPath, String> withheld = new TreeMap<>();
        for (Field field : type.fields().values()) {
            if (!field.leaf()) continue;
            FieldPath path = field.path();
            if (!denied.isEmpty()) {
                withheld.put(path, "denied");
            } else if (!agreement.release().contains(path)) {
                withheld.put(path, "not-released");
            } else if (!leaves.contains(path)) {
                withheld.put(path, "not-disclosed");
            } else {
                released.add(path);
            }
        }
        return new Verdict(agreement.id(), agreement.version(), released, withheld, denied);
    }

    private static String overBudget(Agreement agreement, RecordType type, Set<FieldPath> leaves, Past past) {
        for (Limit limit : agreement.limits()) {
            for (Derivation derivation : type.derivations()) {
                boolean answers = !derivation.secret()
                        && agreement.release().contains(derivation.name())
                        && leaves.contains(derivation.name());
                for (FieldPath source : answers ? derivation.sources() : List.<FieldPath>of()) {
                    Integer count = past.counts().get(Counted.answers(agreement.id(), source));
                    if (count == null || count >= limit.most()) return "budget";
                }
            }
        }
        return "";
    }

    private static String denied(Agreement agreement, String division, ObjectNode record, LocalDate day) {
        if (day.isBefore(agreement.from()) || day.isAfter(agreement.to())) return "agreement-not-in-force";
        if (division == null) return "agreement-not-in-force";
        try {
            for (Condition condition : agreement.jurisdiction().stream().toList()) {
                if (!condition.test(record, division)) return "jurisdiction";
            }
            for (Condition condition : agreement.when().stream().toList()) {
                if (!condition.test(record, division)) return "condition";
            }
        } catch (Condition.ConditionFailed e) {
            return "condition";
        }
        return "";
    }
}
