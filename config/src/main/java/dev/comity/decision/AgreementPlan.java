package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.agreement.CountedFields;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One agreement over one record type, prepared: its fields as bits, and the decisions that it made before for the same set
 * of disclosed fields. A decision without denial and without limits depends on that set alone, so remembering it changes no answer.
 */
final class AgreementPlan {

    /** Optional fields make few sets in practice; a sender who tries all of them must not fill the memory. */
    private static final int REMEMBERED = 256;

    private final Agreement agreement;
    private final RecordType type;
    private final FieldIndex index;
    private final Optional<String> consumerDivision;
    private final BitSet release;
    private final Map<BitSet, Decision> remembered = new ConcurrentHashMap<>();

    /** @param consumerDivision as a registrar certified it; empty if the consumer is not certified */
    AgreementPlan(Agreement agreement, RecordType type, FieldIndex index, Optional<String> consumerDivision) {
        this.agreement = agreement;
        this.type = type;
        this.index = index;
        this.consumerDivision = consumerDivision;
        this.release = index.bits(agreement.release());
    }

    Agreement agreement() {
        return agreement;
    }

    /** @param disclosed bits of the disclosed leaves that the record type has */
    Decision decide(ObjectNode record, BitSet disclosed, Past past, LocalDate day) {
        Optional<Refusal> denied = denial(record, day);
        if (denied.isPresent()) {
            return decision(new BitSet(), denied);
        }
        BitSet released = (BitSet) disclosed.clone();
        released.and(release);
        Decision known = remembered.get(released);
        Decision decision = known != null ? known : remember(released);
        return agreement.limits().isEmpty() ? decision : withinLimits(decision, past);
    }

    /** What happened before is never remembered with a decision. */
    private Decision withinLimits(Decision decision, Past past) {
        Set<FieldPath> sources = CountedFields.sources(decision.released(), type, false);
        return new Limits(agreement, past)
                .answers(sources)
                .map(over -> decision(new BitSet(), Optional.of(over)))
                .orElse(decision);
    }

    private Decision remember(BitSet released) {
        Decision decision = decision(released, Optional.empty());
        if (remembered.size() < REMEMBERED) {
            remembered.put(released, decision);
        }
        return decision;
    }

    private Optional<Refusal> denial(ObjectNode record, LocalDate day) {
        if (!agreement.validOn(day)) {
            return Optional.of(refusal(
                    RefusalCode.AGREEMENT_NOT_IN_FORCE,
                    "",
                    "is valid from " + agreement.from() + " to " + agreement.to() + ", and the day is " + day));
        }
        if (consumerDivision.isEmpty()) {
            return Optional.of(refusal(
                    RefusalCode.AGREEMENT_NOT_IN_FORCE,
                    "",
                    "has the consumer '" + agreement.consumer() + "', which no registrar certified"));
        }
        return fails(agreement.jurisdiction(), RefusalCode.JURISDICTION, record)
                .or(() -> fails(agreement.when(), RefusalCode.CONDITION, record));
    }

    private Optional<Refusal> fails(Optional<Condition> rule, RefusalCode code, ObjectNode record) {
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Condition condition = rule.get();
        try {
            return condition.test(record, consumerDivision.orElseThrow())
                    ? Optional.empty()
                    : Optional.of(refusal(
                            code,
                            path(condition),
                            "does not apply to this record: its condition on line " + condition.line() + " of "
                                    + agreement.place() + " does not hold"));
        } catch (Condition.ConditionFailed e) {
            // No answer is not a release, whichever of the two conditions has none.
            return Optional.of(refusal(RefusalCode.CONDITION, path(condition), e.getMessage()));
        }
    }

    private static String path(Condition condition) {
        Set<FieldPath> inputs = condition.inputs();
        return inputs.size() == 1 ? inputs.iterator().next().value() : "";
    }

    private Refusal refusal(RefusalCode code, String path, String why) {
        return Refusal.of(code, path, "agreement " + agreement.id() + ", version " + agreement.version() + ": " + why);
    }

    private Decision decision(BitSet released, Optional<Refusal> denied) {
        Set<FieldPath> out = new TreeSet<>();
        Map<FieldPath, String> withheld = new TreeMap<>();
        for (int i = 0; i < index.size(); i++) {
            if (released.get(i)) {
                out.add(index.path(i));
            } else {
                withheld.put(index.path(i), rule(i, denied.isPresent()));
            }
        }
        return new Decision(agreement, out, withheld, denied);
    }

    private String rule(int field, boolean denied) {
        if (denied) {
            return Withheld.DENIED;
        }
        return release.get(field) ? Withheld.NOT_DISCLOSED : Withheld.NOT_RELEASED;
    }
}
