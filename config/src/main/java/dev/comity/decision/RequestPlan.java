package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Asking;
import dev.comity.agreement.Condition;
import dev.comity.agreement.CountedFields;
import dev.comity.agreement.Mode;
import dev.comity.record.Derivation;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One agreement over one request: first what the request must carry and may cost, then each record that was found. */
final class RequestPlan {

    private final Agreement agreement;
    private final Asking asking;
    private final RecordType type;
    private final Optional<String> consumerDivision;

    /** @param consumerDivision as a registrar certified it; empty if the consumer is not certified */
    RequestPlan(Agreement agreement, RecordType type, Optional<String> consumerDivision) {
        this.agreement = agreement;
        this.asking = agreement.asking().orElseThrow();
        this.type = type;
        this.consumerDivision = consumerDivision;
    }

    RequestDecision decide(Request request, List<ObjectNode> found, Past past, LocalDate day) {
        int asked = request.subjects().size();
        Optional<Refusal> denied = certified()
                .or(() -> new Requirements(agreement, type.subjects()).problem(request, day))
                .or(() -> openCase(request, past))
                .or(() -> limits(request, past));
        List<Answer> answers = denied.isPresent() ? List.of() : answers(request, found, caseChecked(request, past));
        return new RequestDecision(Optional.of(agreement), denied, asked, answers);
    }

    private Optional<Refusal> certified() {
        return consumerDivision.isPresent()
                ? Optional.empty()
                : Optional.of(
                        refusal(RefusalCode.AGREEMENT_NOT_IN_FORCE, "", "has a consumer whom no registrar certified"));
    }

    private Optional<Refusal> openCase(Request request, Past past) {
        return asking.caseReference() && !caseChecked(request, past)
                ? Optional.of(refusal(RefusalCode.CASE, "case", "requires a case that is open at the consumer"))
                : Optional.empty();
    }

    private static boolean caseChecked(Request request, Past past) {
        return request.caseReference().filter(past.openCases()::contains).isPresent();
    }

    private Optional<Refusal> limits(Request request, Past past) {
        Limits limits = new Limits(agreement, past);
        boolean compared = agreement.mode() == Mode.VERIFY;
        Set<FieldPath> sources = CountedFields.sources(wanted(request), type, compared);
        return limits.requests()
                .or(() -> limits.subjects(request.subjects().size()))
                .or(() -> limits.answers(sources));
    }

    private Set<FieldPath> wanted(Request request) {
        if (agreement.mode() == Mode.VERIFY) {
            return request.presents().keySet();
        }
        return request.asks().isEmpty() ? agreement.release() : request.asks();
    }

    private List<Answer> answers(Request request, List<ObjectNode> found, boolean caseChecked) {
        List<Answer> answers = new ArrayList<>();
        if (request.subjects().isEmpty()) {
            found.forEach(record -> answers.add(answer(Answer.NOBODY, request, record, caseChecked)));
            return withoutSmallCells(answers, found);
        }
        for (int subject = 0; subject < request.subjects().size(); subject++) {
            Map<FieldPath, String> named = request.subjects().get(subject);
            int before = answers.size();
            for (ObjectNode record : found) {
                if (isAbout(record, named)) {
                    answers.add(answer(subject, request, record, caseChecked));
                }
            }
            if (answers.size() == before) {
                answers.add(denied(subject, refusal(RefusalCode.NO_RECORD, "", "finds no record")));
            }
        }
        return answers;
    }

    /** The provider looked the records up; that it found the right ones is not taken on trust. */
    private static boolean isAbout(ObjectNode record, Map<FieldPath, String> named) {
        List<Map.Entry<FieldPath, JsonNode>> values = new ArrayList<>();
        named.forEach((path, value) -> values.add(Map.entry(path, TextNode.valueOf(value))));
        return Comparison.of(record, values) == Verdict.CONSISTENT;
    }

    private Answer answer(int subject, Request request, ObjectNode record, boolean caseChecked) {
        Optional<Refusal> denied = fails(agreement.jurisdiction(), RefusalCode.JURISDICTION, record, caseChecked)
                .or(() -> fails(agreement.when(), RefusalCode.CONDITION, record, caseChecked));
        if (denied.isPresent()) {
            return denied(subject, denied.get());
        }
        Set<FieldPath> released = new TreeSet<>(wanted(request));
        if (agreement.mode() == Mode.VERIFY) {
            Verdict verdict = Comparison.of(record, compared(request));
            return new Answer(subject, released, withheld(released), Optional.empty(), Optional.of(verdict));
        }
        released.retainAll(Disclosed.of(record, released).leaves());
        return new Answer(subject, released, withheld(released), Optional.empty(), Optional.empty());
    }

    /** A field that stands for a comparison with its source is compared there. */
    private List<Map.Entry<FieldPath, JsonNode>> compared(Request request) {
        Map<FieldPath, FieldPath> sources = type.derivations().stream()
                .filter(Derivation::presented)
                .collect(Collectors.toMap(Derivation::name, Derivation::from));
        List<Map.Entry<FieldPath, JsonNode>> compared = new ArrayList<>();
        request.presents().forEach((path, value) -> compared.add(Map.entry(sources.getOrDefault(path, path), value)));
        return compared;
    }

    private Optional<Refusal> fails(
            Optional<Condition> rule, RefusalCode code, ObjectNode record, boolean caseChecked) {
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Condition condition = rule.get();
        try {
            return condition.test(record, consumerDivision.orElseThrow(), caseChecked)
                    ? Optional.empty()
                    : Optional.of(refusal(
                            code,
                            "",
                            "does not apply to this record: its condition on line " + condition.line() + " of "
                                    + agreement.place() + " does not hold"));
        } catch (Condition.ConditionFailed e) {
            // No answer is not a release, whichever of the two conditions has none.
            return Optional.of(refusal(RefusalCode.CONDITION, "", e.getMessage()));
        }
    }

    /** Records leave as counts of equals: where there are too few of them, a count could name somebody. */
    private List<Answer> withoutSmallCells(List<Answer> answers, List<ObjectNode> found) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            cells.add(Disclosed.of(found.get(i), answers.get(i).released())
                    .record()
                    .toString());
        }
        Map<String, Long> sizes = new TreeMap<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).denied().isEmpty()) {
                sizes.merge(cells.get(i), 1L, Long::sum);
            }
        }
        List<Answer> kept = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            boolean small = answers.get(i).denied().isEmpty() && sizes.get(cells.get(i)) < asking.minimumCount();
            kept.add(
                    small
                            ? denied(
                                    Answer.NOBODY,
                                    refusal(
                                            RefusalCode.SMALL_CELL,
                                            "",
                                            "releases counts of " + asking.minimumCount() + " or more records"))
                            : answers.get(i));
        }
        return kept;
    }

    private Answer denied(int subject, Refusal why) {
        Map<FieldPath, String> withheld =
                leaves().stream().collect(Collectors.toMap(leaf -> leaf, leaf -> Withheld.DENIED));
        return new Answer(subject, Set.of(), withheld, Optional.of(why), Optional.empty());
    }

    private Map<FieldPath, String> withheld(Set<FieldPath> released) {
        Map<FieldPath, String> withheld = new TreeMap<>();
        for (FieldPath leaf : leaves()) {
            if (!released.contains(leaf)) {
                withheld.put(leaf, agreement.release().contains(leaf) ? Withheld.NOT_DISCLOSED : Withheld.NOT_RELEASED);
            }
        }
        return withheld;
    }

    private List<FieldPath> leaves() {
        return type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .toList();
    }

    private Refusal refusal(RefusalCode code, String path, String why) {
        return Refusal.of(code, path, "agreement " + agreement.id() + ", version " + agreement.version() + ": " + why);
    }
}
