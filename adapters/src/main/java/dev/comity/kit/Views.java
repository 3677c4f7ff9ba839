package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.decision.Decision;
import dev.comity.decision.Disclosed;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.json.Json;
import dev.comity.outbox.Draft;
import dev.comity.policy.Pasts;
import dev.comity.record.Derivation;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RecordRefused;
import dev.comity.sealing.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a consumer would see of a sample, by agreement: each envelope is opened as the hub opens it and decided by the real engine. A
 * value under a key of the run stands as {@code (keyed)}, since it is another in each run.
 */
final class Views {

    static final Duration SKEW = Duration.ofMinutes(5);
    private static final String KEYED = "(keyed)";

    private final Trial trial;

    Views(Trial trial) {
        this.trial = trial;
    }

    /** @return {@code {agreement: record}}, without agreements that release nothing; a list where the sample has several items */
    JsonNode of(Brought one, String consumer) throws RecordRefused {
        ArrayNode all = Json.object().arrayNode();
        for (Brought.Item item : one.items()) {
            ObjectNode view = Json.object();
            for (Draft draft : item.sealed().map(Sealing.Sealed::drafts).orElse(List.of())) {
                decide(draft, consumer, view);
            }
            all.add(view);
        }
        return all.size() == 1 ? all.get(0) : all;
    }

    private void decide(Draft draft, String consumer, ObjectNode view) throws RecordRefused {
        TrialCity city = trial.city();
        String provider = trial.adapter().agency();
        VerifiedEnvelope envelope = city.verifier().intake(draft.compact(), provider, city.now(), SKEW);
        RecordTypeId id = envelope.claims().record();
        RecordType type = city.configuration().types().find(id).orElseThrow();
        List<Agreement> agreements = new ArrayList<>(city.configuration().agreements());
        agreements.removeIf(agreement -> !agreement.record().equals(id));
        for (Decision decision : city.engine()
                .decide(
                        provider,
                        id,
                        envelope.record(),
                        envelope.leaves(),
                        envelope.claims().agreement(),
                        Pasts.of(Json.object(), agreements, type),
                        city.now())) {
            if (decision.agreement().consumer().equals(consumer) && decision.releases()) {
                ObjectNode released =
                        Disclosed.of(envelope.record(), decision.released()).record();
                view.set(decision.agreement().id(), masked(released, type));
            }
        }
    }

    private static ObjectNode masked(ObjectNode released, RecordType type) {
        Set<String> keyed = new HashSet<>(Set.of("recordId"));
        type.derivations().stream()
                .filter(Derivation::secret)
                .forEach(derivation -> keyed.add(derivation.name().value()));
        keyed.retainAll(new HashSet<>(names(released)));
        keyed.forEach(name -> released.put(name, KEYED));
        return released;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
