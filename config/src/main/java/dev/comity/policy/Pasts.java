package dev.comity.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.CountedFields;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.decision.Counted;
import dev.comity.decision.Past;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A past that somebody states, to try a decision out: {@code {"seen": false, "open-cases": ["..."], "answers": 2, "subjects": 0,
 * "requests": 0}}. What is not stated did not happen.
 */
public final class Pasts {

    private static final Set<String> MEMBERS = Set.of("seen", "open-cases", "answers", "subjects", "requests");

    private Pasts() {}

    /**
     * @param stated a count stands for every agreement and every source field
     * @throws IllegalArgumentException for a member that is not known or not of its form
     */
    public static Past of(ObjectNode stated, Collection<Agreement> agreements, RecordType type) {
        stated.properties().forEach(member -> {
            if (!MEMBERS.contains(member.getKey())) {
                throw new IllegalArgumentException("'past' knows " + MEMBERS + " and nothing else");
            }
        });
        Map<Counted, Integer> counts = new HashMap<>();
        for (Agreement agreement : agreements) {
            boolean compared = agreement.mode() == Mode.VERIFY;
            for (FieldPath source : CountedFields.sources(agreement.release(), type, compared)) {
                counts.put(Counted.answers(agreement.id(), source), count(stated, Limit.Kind.ANSWERS));
            }
            for (Limit.Kind kind : Set.of(Limit.Kind.SUBJECTS, Limit.Kind.REQUESTS)) {
                counts.put(new Counted(agreement.id(), kind, Optional.empty()), count(stated, kind));
            }
        }
        Set<String> cases = new HashSet<>();
        stated.path("open-cases").forEach(reference -> cases.add(reference.asText()));
        return new Past(stated.path("seen").asBoolean(false), cases, counts);
    }

    private static int count(ObjectNode stated, Limit.Kind kind) {
        JsonNode count = stated.path(kind.code());
        if (!count.isMissingNode() && !(count.isInt() && count.intValue() >= 0)) {
            throw new IllegalArgumentException("'past." + kind.code() + "' must be a whole number");
        }
        return count.asInt(0);
    }
}
