package dev.comity.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Mode;
import dev.comity.config.Configuration;
import dev.comity.decision.Answer;
import dev.comity.decision.Decision;
import dev.comity.decision.DecisionEngine;
import dev.comity.decision.Disclosed;
import dev.comity.decision.Request;
import dev.comity.decision.RequestDecision;
import dev.comity.decision.RequestEngine;
import dev.comity.json.Json;
import dev.comity.policy.Explanation.Outcome;
import dev.comity.policy.Explanation.Rule;
import dev.comity.policy.Explanation.Under;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.SchemaPlaces;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides one record for one agency as the hub would, and says for each field which line decided it. */
public final class Explainer {

    private final Configuration configuration;
    private final Function<String, Optional<String>> divisions;

    /** @param divisions of agencies by slug; empty for one that nobody certified */
    public Explainer(Configuration configuration, Function<String, Optional<String>> divisions) {
        this.configuration = configuration;
        this.divisions = divisions;
    }

    /**
     * @param record valid, whole, without derived fields
     * @throws IOException if the schema cannot be read any more
     */
    public Explanation explain(RecordType type, ObjectNode record, String consumer, Instant at) throws IOException {
        SchemaPlaces schema = SchemaPlaces.of(type);
        LocalDate day = LocalDate.ofInstant(at, zone());
        List<Under> unders = new ArrayList<>();
        for (Agreement agreement : speaking(type, consumer, day)) {
            unders.add(new Case(agreement, type, schema, record, at).explain());
        }
        if (unders.isEmpty()) {
            unders.add(withoutAgreement(type, schema, record));
        }
        return new Explanation(type.id(), consumer, day, unders);
    }

    /**
     * As {@link #explain(RecordType, ObjectNode, String, Instant)}, for the answer to a request of the consumer.
     *
     * @param record whole, as the provider finds it
     * @param past what happened before, as {@link Pasts} reads it; an empty object for nothing
     * @throws IllegalArgumentException if the past is not of its form
     */
    public Explanation explain(RecordType type, ObjectNode record, Request request, ObjectNode past, Instant at)
            throws IOException {
        SchemaPlaces schema = SchemaPlaces.of(type);
        LocalDate day = LocalDate.ofInstant(at, zone());
        List<Under> unders = new ArrayList<>();
        for (Agreement agreement : speaking(type, request.consumer(), day)) {
            unders.add(new Case(agreement, type, schema, record, at).explain(request, past));
        }
        if (unders.isEmpty()) {
            unders.add(withoutAgreement(type, schema, record));
        }
        return new Explanation(type.id(), request.consumer(), day, unders);
    }

    /** Of each agreement the version that is valid on the day, else the newest, which then says so. */
    private List<Agreement> speaking(RecordType type, String consumer, LocalDate day) {
        Comparator<Agreement> newestValid =
                Comparator.comparing((Agreement a) -> a.validOn(day)).thenComparing(Agreement::version);
        Map<String, Agreement> byId = new TreeMap<>();
        configuration.agreements().stream()
                .filter(a -> a.consumer().equals(consumer) && a.record().equals(type.id()))
                .sorted(newestValid)
                .forEach(a -> byId.put(a.id(), a));
        return List.copyOf(byId.values());
    }

    private Under withoutAgreement(RecordType type, SchemaPlaces schema, ObjectNode record) {
        List<Outcome> fields = leaves(type, record).stream()
                .map(path -> new Outcome(path, false, Rule.NO_AGREEMENT, new Where(schema.file(), schema.line(path))))
                .toList();
        return new Under(Optional.empty(), Optional.of("this agency has no agreement over " + type.id()), fields);
    }

    private ZoneId zone() {
        return configuration.hub().zone();
    }

    private static Set<FieldPath> leaves(RecordType type, ObjectNode record) {
        Set<FieldPath> all = type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .collect(Collectors.toCollection(TreeSet::new));
        return new TreeSet<>(Disclosed.of(record, all).leaves());
    }

    /** One agreement over the record. */
    private final class Case {

        private final Agreement agreement;
        private final RecordType type;
        private final SchemaPlaces schema;
        private final ObjectNode record;
        private final Instant at;
        private final AgreementText text;

        Case(Agreement agreement, RecordType type, SchemaPlaces schema, ObjectNode record, Instant at) {
            this.agreement = agreement;
            this.type = type;
            this.schema = schema;
            this.record = AtSource.derived(agreement, type, record, at, zone());
            this.at = at;
            this.text = AgreementText.of(configuration, agreement);
        }

        Under explain() {
            if (agreement.mode() != Mode.EVENT) {
                return under(
                        Optional.of(Rule.MODE),
                        "it answers requests in mode '" + agreement.mode().code() + "', and this record is an event");
            }
            Disclosed disclosed = Disclosed.of(record, agreement.needed());
            Decision decision = engine().decide(
                            agreement.provider(),
                            type.id(),
                            disclosed.record(),
                            disclosed.leaves(),
                            agreement.bound() ? Optional.of(agreement.digest()) : Optional.empty(),
                            Pasts.of(Json.object(), List.of(agreement), type),
                            at)
                    .get(0);
            Optional<Rule> denied = decision.denied().map(refusal -> rule(refusal, disclosed.record()));
            Under under = under(denied, decision.denied().map(Refusal::message).orElse(""));
            Set<FieldPath> released = under.fields().stream()
                    .filter(Outcome::released)
                    .map(Outcome::path)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!released.equals(decision.released())) {
                throw new IllegalStateException("the explanation of " + agreement.id() + " is not its decision");
            }
            return under;
        }

        Under explain(Request request, ObjectNode past) {
            if (agreement.mode() != request.mode()) {
                return under(
                        Optional.of(Rule.MODE),
                        "it is for mode '" + agreement.mode().code() + "', and the request for '"
                                + request.mode().code() + "'");
            }
            RequestDecision decision = new RequestEngine(
                            configuration.types(),
                            configuration.purposes(),
                            List.of(agreement),
                            divisions,
                            zone(),
                            configuration.hub().clockSkew())
                    .decide(request, List.of(record), Pasts.of(past, List.of(agreement), type), at)
                    .get(0);
            Optional<Answer> answer = decision.answers().stream()
                    .filter(one -> !one.released().isEmpty())
                    .findFirst();
            Optional<Refusal> denied = answer.isPresent()
                    ? Optional.empty()
                    : decision.denied()
                            .or(() -> decision.answers().stream()
                                    .flatMap(one -> one.denied().stream())
                                    .findFirst());
            Set<FieldPath> released = answer.map(Answer::released).orElse(Set.of());
            Optional<Rule> rule = answer.isPresent()
                    ? Optional.empty()
                    : Optional.of(denied.map(refusal -> requestRule(refusal)).orElse(Rule.REQUEST));
            List<Outcome> fields = leaves(type, record).stream()
                    .map(path -> agreement.release().contains(path) && answer.isPresent() && !released.contains(path)
                            ? new Outcome(path, false, Rule.NOT_ASKED, text.member("release"))
                            : outcome(path, rule))
                    .toList();
            String why = denied.map(Refusal::message).orElse("the request is not about this record");
            return new Under(Optional.of(agreement), rule.map(r -> why), fields);
        }

        private Rule requestRule(Refusal refusal) {
            return switch (refusal.code()) {
                case CONDITION, JURISDICTION -> fails(agreement.jurisdiction(), record) ? Rule.JURISDICTION : Rule.WHEN;
                case AGREEMENT_NOT_IN_FORCE ->
                    agreement.validOn(LocalDate.ofInstant(at, zone())) ? Rule.CONSUMER : Rule.VALID;
                case BUDGET, RATE -> Rule.LIMITS;
                default -> Rule.REQUEST;
            };
        }

        private DecisionEngine engine() {
            return new DecisionEngine(configuration.types(), List.of(agreement), divisions, zone());
        }

        private Rule rule(Refusal refusal, ObjectNode disclosed) {
            if (refusal.code() == RefusalCode.AGREEMENT_NOT_IN_FORCE) {
                return agreement.validOn(LocalDate.ofInstant(at, zone())) ? Rule.CONSUMER : Rule.VALID;
            }
            if (refusal.code() != RefusalCode.CONDITION && refusal.code() != RefusalCode.JURISDICTION) {
                return Rule.LIMITS;
            }
            return fails(agreement.jurisdiction(), disclosed) ? Rule.JURISDICTION : Rule.WHEN;
        }

        private boolean fails(Optional<Condition> condition, ObjectNode disclosed) {
            try {
                return condition.isPresent()
                        && !condition
                                .get()
                                .test(
                                        disclosed,
                                        divisions.apply(agreement.consumer()).orElseThrow());
            } catch (Condition.ConditionFailed e) {
                return true;
            }
        }

        private Under under(Optional<Rule> denied, String why) {
            List<Outcome> fields = leaves(type, record).stream()
                    .map(path -> outcome(path, denied))
                    .toList();
            return new Under(Optional.of(agreement), denied.map(rule -> why), fields);
        }

        private Outcome outcome(FieldPath path, Optional<Rule> denied) {
            if (agreement.release().contains(path)) {
                Rule rule = denied.orElse(Rule.RELEASE);
                return new Outcome(path, denied.isEmpty(), rule, line(path, rule));
            }
            Optional<Where> byName = text.item("withhold", path);
            return byName.map(where -> new Outcome(path, false, Rule.WITHHOLD, where))
                    .orElseGet(() ->
                            new Outcome(path, false, Rule.NOT_NAMED, new Where(schema.file(), schema.line(path))));
        }

        private Where line(FieldPath path, Rule rule) {
            return rule == Rule.RELEASE
                    ? new Where(agreement.place(), agreement.releaseLines().get(path))
                    : text.member(rule == Rule.REQUEST ? "asks" : rule.code());
        }
    }
}
