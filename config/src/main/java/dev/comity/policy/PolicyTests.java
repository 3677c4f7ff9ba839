package dev.comity.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementTest;
import dev.comity.agreement.AgreementTestReader;
import dev.comity.agreement.Mode;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.decision.Disclosed;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.Derivation;
import dev.comity.record.Derivations;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the tests beside the agreements, on drafts too: each record goes through what its source would do (derive, keep only
 * what the agreement needs) and through the decision itself. Only seals and signatures are left out.
 */
public final class PolicyTests {

    /** Any key will do: whether a pseudonym is released does not depend on it. */
    private static final byte[] TEST_KEY = new byte[32];

    private static final Map<RefusalCode, String> REASONS = Map.of(
            RefusalCode.CONDITION, "when",
            RefusalCode.JURISDICTION, "jurisdiction",
            RefusalCode.AGREEMENT_NOT_IN_FORCE, "valid");

    private final Configuration configuration;

    public PolicyTests(Configuration configuration) {
        this.configuration = configuration;
    }

    /** @param difference between what the test expects and what is; empty text if the test holds */
    public record Outcome(AgreementTest test, String difference) {
        public boolean holds() {
            return difference.isEmpty();
        }
    }

    /**
     * Runs every test of every agreement, in the order of the agreements.
     *
     * @throws IOException if a test file or a record cannot be read any more
     */
    public List<Outcome> run() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Agreement agreement : configuration.agreements()) {
            RecordType type = configuration.types().find(agreement.record()).orElseThrow();
            Path file = AgreementTestReader.fileOf(agreement.file());
            // The loader has reported every problem of this file before.
            List<AgreementTest> tests = new AgreementTestReader(agreement, type, new ArrayList<>())
                    .read(AgreementTestReader.fileOf(Path.of(agreement.place())).toString(), Files.readAllBytes(file));
            for (AgreementTest test : tests) {
                outcomes.add(new Outcome(test, difference(test, type)));
            }
        }
        return outcomes;
    }

    private String difference(AgreementTest test, RecordType type) throws IOException {
        if (test.agreement().mode() != Mode.EVENT) {
            return "mode '" + test.agreement().mode().code() + "' cannot be decided by this version";
        }
        ObjectNode record;
        try {
            record = Json.parseObject(Files.readAllBytes(test.record()));
        } catch (MalformedJson e) {
            return "the record is not JSON: " + e.getMessage();
        }
        List<RecordProblem> wrong =
                type.validate(record).stream().filter(p -> !p.warning()).toList();
        return wrong.isEmpty()
                ? compare(test, decide(test, type, record))
                : "the record is not valid: " + wrong.get(0).place() + ": "
                        + wrong.get(0).message();
    }

    private Decision decide(AgreementTest test, RecordType type, ObjectNode record) {
        Agreement agreement = test.agreement();
        ZoneId zone = configuration.hub().zone();
        Instant at = test.on().atTime(12, 0).atZone(zone).toInstant();
        derive(agreement, type, record, at);
        Disclosed disclosed = Disclosed.of(record, agreement.needed());
        DecisionEngine engine =
                new DecisionEngine(configuration.types(), List.of(agreement), slug -> division(test, slug), zone);
        Optional<String> bound = agreement.bound() ? Optional.of(agreement.digest()) : Optional.empty();
        return engine.decide(agreement.provider(), type.id(), disclosed.record(), disclosed.leaves(), bound, at)
                .get(0);
    }

    private void derive(Agreement agreement, RecordType type, ObjectNode record, Instant at) {
        for (Derivation derivation : type.derivations()) {
            if (agreement.needed().contains(derivation.name())) {
                Optional<byte[]> key = derivation.secret() ? Optional.of(TEST_KEY) : Optional.empty();
                Derivations.compute(
                                derivation, record, key, at, configuration.hub().zone())
                        .ifPresent(value -> record.set(derivation.name().value(), value));
            }
        }
    }

    private Optional<String> division(AgreementTest test, String slug) {
        return test.consumerDivision()
                .or(() ->
                        Optional.ofNullable(configuration.agencies().get(slug)).map(AgencyEntry::division));
    }

    private static String compare(AgreementTest test, Decision decision) {
        if (!decision.released().equals(test.sees())) {
            return "expected " + names(test.sees()) + ", and it sees " + names(decision.released())
                    + decision.denied().map(refusal -> ": " + refusal.message()).orElse("");
        }
        String because = decision.denied().map(Refusal::code).map(REASONS::get).orElse("");
        return because.equals(test.because().orElse(""))
                ? ""
                : "expected nothing because of '" + test.because().orElse("") + "', and the reason is '" + because
                        + "'";
    }

    private static String names(Set<FieldPath> fields) {
        return fields.isEmpty()
                ? "nothing"
                : fields.stream().map(FieldPath::value).collect(Collectors.joining(", "));
    }
}
