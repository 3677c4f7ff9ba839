package dev.comity.agreement;

import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one consumer may get over all its agreements on one record type: a derived field beside its own source, or beside a
 * field that tells it, hides nothing, and two answers about one value narrow it down. Both are reported, for people to judge.
 */
final class UnionCheck {

    private static final Set<String> SAY_LITTLE = Set.of("exists", "count", "meets", "equals");

    private final AgreementSet set;
    private final List<Problem> problems;

    UnionCheck(AgreementSet set, List<Problem> problems) {
        this.set = set;
        this.problems = problems;
    }

    /** What one consumer gets of one record type, each field with a place that releases it. */
    private record Union(String consumer, RecordType type, Map<FieldPath, YamlNode> fields) {}

    void run() {
        Map<String, Union> unions = new TreeMap<>();
        for (DraftAgreement draft : set.drafts()) {
            String consumer = draft.agreement().consumer();
            unions.computeIfAbsent(
                            consumer + " " + draft.type().id(),
                            key -> new Union(consumer, draft.type(), new TreeMap<>()))
                    .fields()
                    .putAll(draft.lists().release());
        }
        unions.values().forEach(this::check);
    }

    private void check(Union union) {
        List<Derivation> released = union.type().derivations().stream()
                .filter(derivation -> union.fields().containsKey(derivation.name()))
                .toList();
        for (int i = 0; i < released.size(); i++) {
            Derivation derivation = released.get(i);
            if (derivation.sources().size() == 1) {
                besideItsSource(union, derivation, derivation.from());
            }
            released.subList(0, i).stream()
                    .filter(other -> narrow(other, derivation))
                    .forEach(other -> warn(
                            union,
                            derivation,
                            union.consumer() + " also gets '" + other.name()
                                    + "' of the same source: together they narrow '" + derivation.from() + "' down"));
        }
    }

    private void besideItsSource(Union union, Derivation derivation, FieldPath source) {
        union.fields().forEach((field, item) -> {
            if (field.equals(source)) {
                warn(
                        union,
                        derivation,
                        union.consumer() + " also gets its source '" + source + "', on line " + item.line() + " of "
                                + item.file());
            } else if (Told.by(union.type(), field).contains(source)) {
                warn(
                        union,
                        derivation,
                        union.consumer() + " also gets '" + field + "', which tells its source '" + source
                                + "', on line " + item.line() + " of " + item.file());
            }
        });
    }

    private void warn(Union union, Derivation derivation, String message) {
        problems.add(union.fields().get(derivation.name()).warning("'" + derivation.name() + "': " + message));
    }

    /** Two thresholds of one date, a threshold and a band: each is an answer about the same value. */
    private static boolean narrow(Derivation one, Derivation other) {
        boolean sameValue = one.sources().stream().anyMatch(other.sources()::contains);
        return sameValue && saysMuch(one) && saysMuch(other);
    }

    private static boolean saysMuch(Derivation derivation) {
        return !derivation.secret() && !SAY_LITTLE.contains(derivation.function());
    }
}
