package dev.comity.agreement;

import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one consumer may get over all its agreements on one record type: a derived field beside its own source hides nothing,
 * and two thresholds of one value narrow it down. Both are reported, for people to judge.
 */
final class UnionCheck {

    private final AgreementSet set;
    private final List<Problem> problems;

    UnionCheck(AgreementSet set, List<Problem> problems) {
        this.set = set;
        this.problems = problems;
    }

    void run() {
        Map<String, Map<FieldPath, YamlNode>> unions = new TreeMap<>();
        Map<String, RecordType> types = new TreeMap<>();
        for (DraftAgreement draft : set.drafts()) {
            String key = draft.agreement().consumer() + " " + draft.type().id();
            types.put(key, draft.type());
            unions.computeIfAbsent(key, k -> new TreeMap<>())
                    .putAll(draft.lists().release());
        }
        unions.forEach((key, union) -> check(types.get(key), key.substring(0, key.indexOf(' ')), union));
    }

    private void check(RecordType type, String consumer, Map<FieldPath, YamlNode> union) {
        List<Derivation> released = type.derivations().stream()
                .filter(d -> union.containsKey(d.name()))
                .toList();
        for (int i = 0; i < released.size(); i++) {
            Derivation derivation = released.get(i);
            if (union.containsKey(derivation.from())) {
                warn(
                        union,
                        derivation,
                        consumer + " also gets its source '" + derivation.from() + "', on line "
                                + union.get(derivation.from()).line() + " of "
                                + union.get(derivation.from()).file());
            }
            released.subList(0, i).stream()
                    .filter(other -> sameQuestion(other, derivation))
                    .forEach(other -> warn(
                            union,
                            derivation,
                            consumer + " also gets '" + other.name() + "' of the same source: together they narrow '"
                                    + derivation.from() + "' down"));
        }
    }

    private void warn(Map<FieldPath, YamlNode> union, Derivation derivation, String message) {
        problems.add(union.get(derivation.name()).warning("'" + derivation.name() + "': " + message));
    }

    private static boolean sameQuestion(Derivation one, Derivation other) {
        return one.from().equals(other.from()) && one.function().equals(other.function());
    }
}
