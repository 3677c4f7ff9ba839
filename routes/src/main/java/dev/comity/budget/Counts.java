package dev.comity.budget;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Limit;
import dev.comity.decision.Counted;
import dev.comity.record.FieldPath;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one decision would count and what was counted before it.
 *
 * @param uses all that was counted
 * @param tokens of this hub
 * @param id of the delivery or the request
 */
record Counts(Uses uses, Tokens tokens, ZoneId zone, String id, Instant now) {

    /**
     * Answers about each of some subjects from each of some fields. Where no subject is known nothing is counted, and the
     * decision then denies.
     *
     * @param subjects words that name one subject each
     */
    void answers(
            Agreement agreement,
            Collection<String> subjects,
            Collection<FieldPath> sources,
            Map<Counted, Integer> into) {
        Optional<Limit> limit = agreement.limit(Limit.Kind.ANSWERS);
        if (limit.isEmpty() || subjects.isEmpty()) {
            return;
        }
        Instant since = limit.get().since(now, zone);
        for (FieldPath source : sources) {
            int most = subjects.stream()
                    .mapToInt(subject -> uses.count(group(agreement, subject, source), since, Set.of(id)))
                    .max()
                    .orElseThrow();
            into.put(Counted.answers(agreement.id(), source), most);
        }
    }

    List<Use> answered(Agreement agreement, Collection<String> subjects, Collection<FieldPath> sources) {
        List<Use> counted = new ArrayList<>();
        for (FieldPath source : sources) {
            subjects.forEach(subject -> counted.add(new Use(now, group(agreement, subject, source), id)));
        }
        return counted;
    }

    /** Of all agreements of the consumer: the agreement is not among the words. */
    private String group(Agreement agreement, String subject, FieldPath source) {
        return tokens.of("answers", agreement.consumer(), agreement.record().name(), source.value(), subject);
    }

    /** Requests and subjects within the periods of an agreement's limits. */
    void requests(Agreement agreement, Collection<String> subjects, Map<Counted, Integer> into) {
        agreement
                .limit(Limit.Kind.REQUESTS)
                .ifPresent(limit -> into.put(
                        new Counted(agreement.id(), Limit.Kind.REQUESTS, Optional.empty()),
                        uses.count(tokens.of("requests", agreement.id()), limit.since(now, zone), Set.of(id))));
        agreement
                .limit(Limit.Kind.SUBJECTS)
                .ifPresent(limit -> into.put(
                        new Counted(agreement.id(), Limit.Kind.SUBJECTS, Optional.empty()),
                        uses.count(subjects(agreement), limit.since(now, zone), ids(agreement, subjects))));
    }

    List<Use> requested(Agreement agreement, Collection<String> subjects) {
        List<Use> counted = new ArrayList<>();
        counted.add(new Use(now, tokens.of("requests", agreement.id()), id));
        ids(agreement, subjects).forEach(subject -> counted.add(new Use(now, subjects(agreement), subject)));
        return counted;
    }

    private String subjects(Agreement agreement) {
        return tokens.of("subjects", agreement.consumer(), agreement.record().name());
    }

    private Set<String> ids(Agreement agreement, Collection<String> subjects) {
        Map<String, Boolean> ids = new TreeMap<>();
        subjects.forEach(subject -> ids.put(
                tokens.of("subject", agreement.consumer(), agreement.record().name(), subject), true));
        return ids.keySet();
    }
}
