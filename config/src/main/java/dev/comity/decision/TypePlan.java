package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Every event agreement of one provider over one record type. */
final class TypePlan {

    private final FieldIndex index;
    private final List<VersionsPlan> unbound;
    private final Map<String, AgreementPlan> boundByDigest = new HashMap<>();

    TypePlan(RecordType type, Collection<Agreement> agreements, Function<String, Optional<String>> divisions) {
        this.index = new FieldIndex(type);
        Map<String, List<AgreementPlan>> versions = new TreeMap<>();
        for (Agreement agreement : agreements) {
            AgreementPlan plan = new AgreementPlan(agreement, type, index, divisions.apply(agreement.consumer()));
            if (agreement.bound()) {
                boundByDigest.put(agreement.digest(), plan);
            } else {
                versions.computeIfAbsent(agreement.id(), id -> new ArrayList<>())
                        .add(plan);
            }
        }
        this.unbound = versions.values().stream().map(VersionsPlan::new).toList();
    }

    List<Decision> decide(ObjectNode record, Set<FieldPath> leaves, Optional<String> bound, Past past, LocalDate day) {
        BitSet disclosed = index.bits(leaves);
        List<Decision> decisions = new ArrayList<>();
        for (AgreementPlan plan : asked(bound, day)) {
            decisions.add(plan.decide(record, disclosed, past, day));
        }
        return decisions;
    }

    List<Agreement> limited(Optional<String> bound, LocalDate day) {
        return asked(bound, day).stream()
                .map(AgreementPlan::agreement)
                .filter(agreement -> !agreement.limits().isEmpty())
                .toList();
    }

    private List<AgreementPlan> asked(Optional<String> bound, LocalDate day) {
        if (bound.isPresent()) {
            AgreementPlan plan = boundByDigest.get(bound.get());
            return plan == null ? List.of() : List.of(plan);
        }
        List<AgreementPlan> plans = new ArrayList<>(unbound.size());
        for (VersionsPlan versions : unbound) {
            plans.add(versions.on(day));
        }
        return plans;
    }
}
