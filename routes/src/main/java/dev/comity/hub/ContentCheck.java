package dev.comity.hub;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.record.DerivedCheck;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what is disclosed: against the record type, against the agreement of a bound envelope, and derived values. */
final class ContentCheck {

    private final RecordTypes types;
    private final AgreementsInForce agreements;
    private final ZoneId zone;

    ContentCheck(RecordTypes types, AgreementsInForce agreements, ZoneId zone) {
        this.types = types;
        this.agreements = agreements;
        this.zone = zone;
    }

    List<Refusal> problems(VerifiedEnvelope envelope) {
        RecordType type = types.find(envelope.claims().record()).orElse(null);
        if (type == null) {
            return List.of(Refusal.of(RefusalCode.UNKNOWN_TYPE, "record", "this record type is not known here"));
        }
        List<Refusal> problems = new ArrayList<>();
        if (!envelope.claims().schemaDigest().equals(type.digest())) {
            problems.add(Refusal.of(
                    RefusalCode.UNKNOWN_VERSION,
                    "schema",
                    "sealed under another edition of the schema of " + type.id() + " than the one in use here"));
        }
        Optional<Agreement> bound = envelope.claims().agreement().flatMap(agreements::byDigest);
        problems.addAll(schemaProblems(envelope, type, bound));
        bound.ifPresent(agreement -> problems.addAll(surplus(envelope, agreement)));
        problems.addAll(derivationProblems(envelope, type));
        return problems;
    }

    private static List<Refusal> schemaProblems(VerifiedEnvelope envelope, RecordType type, Optional<Agreement> bound) {
        Set<FieldPath> derived = new HashSet<>();
        if (envelope.claims().agreement().isPresent()) {
            type.derivations().forEach(derivation -> derived.add(derivation.name()));
        }
        // Of an agreement that is not in force no names are known; the decision then says so, not the schema.
        bound.ifPresent(agreement -> derived.retainAll(agreement.release()));
        return type.validateDisclosed(envelope.sharedRecord(), derived).stream()
                .filter(problem -> !problem.warning())
                .map(ContentCheck::schemaProblem)
                .toList();
    }

    private static Refusal schemaProblem(RecordProblem problem) {
        return Refusal.of(RefusalCode.SCHEMA, problem.place(), problem.message());
    }

    private static List<Refusal> surplus(VerifiedEnvelope envelope, Agreement agreement) {
        return envelope.leaves().stream()
                .filter(leaf -> !agreement.needed().contains(leaf))
                .map(leaf -> Refusal.of(
                        RefusalCode.SCHEMA,
                        leaf.value(),
                        "the agreement that this envelope is bound to neither releases nor tests this field"))
                .toList();
    }

    private List<Refusal> derivationProblems(VerifiedEnvelope envelope, RecordType type) {
        boolean derives = type.derivations().stream()
                .anyMatch(derivation ->
                        envelope.sharedRecord().has(derivation.name().value()));
        if (!derives) {
            return List.of();
        }
        DerivedCheck check = new DerivedCheck(
                envelope.sharedRecord(), envelope.leaves(), envelope.claims().issuedAt(), zone);
        return type.derivations().stream()
                .filter(derivation -> !check.holds(derivation))
                .map(derivation -> Refusal.of(
                        RefusalCode.DERIVATION_WRONG,
                        derivation.name().value(),
                        "the value is not what '" + derivation.function() + "' makes of the disclosed '"
                                + derivation.from() + "'"))
                .toList();
    }
}
