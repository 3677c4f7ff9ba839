package dev.comity.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.outbox.Draft;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The agency is one of the configuration, and what it seals is what the hub's intake accepts. */
final class SealedCheck implements Check {

    static final String ID = "sealed";

    @Override
    public int number() {
        return 12;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "the sealed envelopes verify as the hub verifies them";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        Trial trial = subject.trial();
        List<Problem> problems = new ArrayList<>();
        agency(subject, trial, problems);
        if (!subject.source()) {
            if (problems.isEmpty()) {
                throw new Skipped("a sink seals nothing");
            }
            return problems;
        }
        int envelopes = 0;
        for (Brought one : trial.good()) {
            for (Brought.Item item : one.items()) {
                envelopes += item(subject, trial, one, item, problems);
            }
        }
        if (envelopes == 0 && problems.isEmpty()) {
            throw new Skipped("no good sample gave a record that could be sealed");
        }
        return problems;
    }

    private static void agency(Subject subject, Trial trial, List<Problem> problems) {
        String agency = trial.adapter().agency();
        Map<String, ?> known = trial.city().configuration().agencies();
        if (!known.containsKey(agency)) {
            problems.add(Parameters.member(subject.description().value().orElseThrow(), "adapter")
                    .orElseThrow()
                    .error("'" + agency + "' is no agency of the configuration: the hub would refuse what it seals."
                            + Suggestion.of(agency, known.keySet())));
        }
    }

    private static int item(Subject subject, Trial trial, Brought one, Brought.Item item, List<Problem> problems) {
        if (item.sealing() instanceof Sealing.Sealed sealed) {
            sealed.drafts().forEach(draft -> verify(subject, trial, one, draft, problems));
            return sealed.drafts().size();
        }
        ((Sealing.Unsendable) item.sealing())
                .reasons().stream()
                        .filter(reason -> item.mapped().isPresent() && reason.code() != RefusalCode.SCHEMA)
                        .forEach(reason -> problems.add(problem(subject, one, reason)));
        return 0;
    }

    private static void verify(Subject subject, Trial trial, Brought one, Draft draft, List<Problem> problems) {
        TrialCity city = trial.city();
        try {
            VerifiedEnvelope envelope =
                    city.verifier().intake(draft.compact(), trial.adapter().agency(), city.now(), Views.SKEW);
            RecordType type = city.configuration()
                    .types()
                    .find(envelope.claims().record())
                    .orElseThrow();
            Set<FieldPath> derived = type.derivations().stream()
                    .map(derivation -> derivation.name())
                    .collect(Collectors.toSet());
            ObjectNode disclosed = envelope.record();
            type.validateDisclosed(disclosed, derived).stream()
                    .filter(found -> !found.warning())
                    .map(found -> Refusal.of(RefusalCode.SCHEMA, found.place(), found.message()))
                    .forEach(reason -> problems.add(problem(subject, one, reason)));
        } catch (RecordRefused e) {
            e.reasons().forEach(reason -> problems.add(problem(subject, one, reason)));
        }
    }

    private static Problem problem(Subject subject, Brought one, Refusal reason) {
        return Problem.error(
                subject.shown(one.of().sample().orElseThrow()),
                0,
                0,
                "the hub would refuse its envelope: %s at '%s': %s"
                        .formatted(reason.code().code(), reason.path(), reason.message()));
    }
}
