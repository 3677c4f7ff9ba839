package dev.comity.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementTest;
import dev.comity.agreement.Mode;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.decision.Answer;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.decision.Disclosed;
import dev.comity.decision.Past;
import dev.comity.decision.RequestDecision;
import dev.comity.decision.Verdict;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs one test of an agreement over one record type. */
final class TestRun {

    private static final Map<RefusalCode, String> REASONS = Map.of(
            RefusalCode.CONDITION, "when",
            RefusalCode.AGREEMENT_NOT_IN_FORCE, "valid");

    private final Configuration configuration;
    private final RecordType type;

    TestRun(Configuration configuration, RecordType type) {
        this.configuration = configuration;
        this.type = type;
    }

    /** What differs between what the test expects and what is; empty if it holds. */
    String difference(AgreementTest test) throws IOException {
        List<ObjectNode> records = new ArrayList<>();
        for (Path file : test.records()) {
            ObjectNode record;
            try {
                record = test.edits().apply(Json.parseObject(Files.readAllBytes(file)));
            } catch (MalformedJson | IllegalArgumentException e) {
                return "the record cannot be used: " + e.getMessage();
            }
            List<RecordProblem> wrong =
                    type.validate(record).stream().filter(p -> !p.warning()).toList();
            if (!wrong.isEmpty()) {
                return "the record is not valid: " + wrong.get(0).place() + ": "
                        + wrong.get(0).message();
            }
            ObjectNode whole = AtSource.derived(
                    test.agreement(),
                    type,
                    record,
                    at(test),
                    configuration.hub().zone());
            for (int i = 0; i < test.times(); i++) {
                records.add(whole);
            }
        }
        return test.agreement().mode() == Mode.EVENT
                ? compare(test, decide(test, records.get(0)))
                : new TestRequest(configuration, type, test)
                        .decide(records, at(test), slug -> division(test, slug))
                        .map(decision -> compare(test, decision))
                        .orElseGet(() -> "the request cannot be read");
    }

    private Instant at(AgreementTest test) {
        return test.on().atTime(12, 0).atZone(configuration.hub().zone()).toInstant();
    }

    private Decision decide(AgreementTest test, ObjectNode record) {
        Agreement agreement = test.agreement();
        Disclosed disclosed = Disclosed.of(record, agreement.needed());
        var engine = new DecisionEngine(
                configuration.types(),
                List.of(agreement),
                slug -> division(test, slug),
                configuration.hub().zone());
        Optional<String> bound = agreement.bound() ? Optional.of(agreement.digest()) : Optional.empty();
        Past past = Pasts.of(Json.object(), List.of(agreement), type);
        return engine.decide(
                        agreement.provider(), type.id(), disclosed.record(), disclosed.leaves(), bound, past, at(test))
                .get(0);
    }

    private Optional<String> division(AgreementTest test, String slug) {
        return test.consumerDivision()
                .or(() ->
                        Optional.ofNullable(configuration.agencies().get(slug)).map(AgencyEntry::division));
    }

    private static String compare(AgreementTest test, Decision decision) {
        return compare(test, decision.released(), decision.denied(), Optional.empty());
    }

    private static String compare(AgreementTest test, RequestDecision decision) {
        Set<FieldPath> released = new TreeSet<>();
        Optional<Refusal> denied = decision.denied();
        Optional<Verdict> verdict = Optional.empty();
        for (Answer answer : decision.answers()) {
            released.addAll(answer.released());
            denied = denied.or(answer::denied);
            verdict = verdict.or(answer::verdict);
        }
        return compare(test, released, denied, verdict);
    }

    private static String compare(
            AgreementTest test, Set<FieldPath> released, Optional<Refusal> denied, Optional<Verdict> verdict) {
        Set<FieldPath> seen = verdict.filter(Verdict.NO_RECORD::equals).isPresent() ? Set.of() : released;
        if (!seen.equals(test.sees())) {
            return "expected " + names(test.sees()) + ", and it sees " + names(seen)
                    + denied.map(refusal -> ": " + refusal.message()).orElse("");
        }
        if (!seen.isEmpty()) {
            String answer = verdict.map(Verdict::code).orElse("");
            return answer.equals(test.answer().orElse(""))
                    ? ""
                    : "expected the answer '" + test.answer().orElse("") + "', and it is '" + answer + "'";
        }
        String because = verdict.map(Verdict::code)
                .or(() -> denied.map(Refusal::code).map(code -> REASONS.getOrDefault(code, code.code())))
                .orElse("");
        return because.equals(test.because().orElse(""))
                ? ""
                : "expected nothing because of '" + test.because().orElse("") + "', and the reason is '" + because
                        + "'";
    }

    private static String names(Set<FieldPath> fields) {
        return fields.isEmpty()
                ? "nothing"
                : fields.stream().map(FieldPath::value).sorted().collect(Collectors.joining(", "));
    }
}
