package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.decision.Decision;
import dev.comity.envelope.OpenedDisclosure;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.EntryText;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One exchange decided again from its envelope, held against what the log says was decided. Differences are told with names of
 * fields and agreements.
 *
 * @param limited digests of agreements that cannot be decided again from the envelope alone
 */
record ReplayedExchange(VerifiedEnvelope envelope, List<Decision> decisions, Set<String> limited) {

    /** What a {@code submitted} entry says otherwise; empty if it says the same. */
    List<String> differences(ObjectNode submitted) {
        List<String> differences = new ArrayList<>();
        Map<String, JsonNode> logged = new HashMap<>();
        submitted.path("decisions").forEach(one -> logged.put(EntryText.of(one, "digest"), one));
        for (Decision decision : decisions) {
            JsonNode said = logged.remove(decision.agreement().digest());
            if (!limited.contains(decision.agreement().digest())) {
                difference(decision, said).ifPresent(differences::add);
            }
        }
        logged.values().stream()
                .filter(said -> !limited.contains(EntryText.of(said, "digest")))
                .forEach(said -> differences.add(
                        "agreement %s was not in force for this record".formatted(EntryText.of(said, "agreement"))));
        return differences;
    }

    private static Optional<String> difference(Decision decision, JsonNode said) {
        String id = decision.agreement().id();
        if (said == null) {
            return Optional.of("agreement %s is missing among the decisions".formatted(id));
        }
        if (said.has("delivery") != decision.releases()) {
            return Optional.of("agreement %s %s, and decided again it %s"
                    .formatted(
                            id,
                            said.has("delivery") ? "released" : "released nothing",
                            decision.releases() ? "releases" : "releases nothing: " + code(decision)));
        }
        boolean sameReason = said.has("delivery")
                || EntryText.of(said.path("denied"), "code").equals(code(decision))
                        && EntryText.of(said.path("denied"), "path")
                                .equals(decision.denied().map(Refusal::path).orElse(""));
        return sameReason
                ? Optional.empty()
                : Optional.of(
                        "agreement %s denied for another reason: decided again, %s".formatted(id, code(decision)));
    }

    private static String code(Decision decision) {
        return decision.denied().map(denied -> denied.code().code()).orElse("no-agreement");
    }

    /**
     * What a {@code released} entry says otherwise; null if this agreement cannot be decided again.
     *
     * @param whole whether the envelope shows all that it showed to the hub, so that also what was not disclosed is known
     */
    List<String> releaseDifferences(ObjectNode released, boolean whole) {
        String digest = EntryText.of(released, "agreementDigest");
        if (limited.contains(digest)) {
            return null;
        }
        Optional<Decision> found = decisions.stream()
                .filter(decision -> decision.agreement().digest().equals(digest))
                .findFirst();
        if (found.isEmpty() || !found.get().releases()) {
            return List.of(
                    "decided again, agreement %s releases nothing".formatted(EntryText.of(released, "agreement")));
        }
        Decision decision = found.get();
        VerifiedEnvelope.Selection selection = envelope.select(decision.released());
        List<String> differences = new ArrayList<>();
        compare("released", digests(released.path("released")), digests(selection.leaves()), differences);
        compare("tested", digests(released.path("inputs")), digests(inputs(decision)), differences);
        if (whole) {
            compare("withheld", rules(released.path("withheld")), rules(decision.withheld()), differences);
        }
        if (!selection.sdHash().equals(EntryText.of(released, "sdHash"))) {
            differences.add("sdHash is of another selection of disclosures");
        }
        return differences;
    }

    private List<OpenedDisclosure> inputs(Decision decision) {
        return envelope.disclosures().stream()
                .filter(one -> one.leaf() && decision.agreement().inputs().contains(one.path()))
                .toList();
    }

    private static Set<String> digests(JsonNode list) {
        Set<String> digests = new TreeSet<>();
        list.forEach(one -> digests.add(EntryText.of(one, "path") + " " + EntryText.of(one, "digest")));
        return digests;
    }

    private static Set<String> digests(Collection<OpenedDisclosure> leaves) {
        Set<String> digests = new TreeSet<>();
        leaves.forEach(leaf -> digests.add(leaf.path() + " " + leaf.disclosure().digest()));
        return digests;
    }

    private static Set<String> rules(JsonNode list) {
        Set<String> rules = new TreeSet<>();
        list.forEach(one -> rules.add(EntryText.of(one, "path") + " " + EntryText.of(one, "rule")));
        return rules;
    }

    private static Set<String> rules(Map<FieldPath, String> withheld) {
        Set<String> rules = new TreeSet<>();
        new TreeMap<>(withheld).forEach((path, rule) -> rules.add(path + " " + rule));
        return rules;
    }

    private static void compare(String what, Set<String> logged, Set<String> again, List<String> differences) {
        Set<String> more = new TreeSet<>(logged);
        more.removeAll(again);
        Set<String> less = new TreeSet<>(again);
        less.removeAll(logged);
        if (!more.isEmpty()) {
            differences.add(
                    "logged as %s, and decided again not, or with another value: %s".formatted(what, paths(more)));
        }
        if (!less.isEmpty()) {
            differences.add("decided again as %s, and not logged so: %s".formatted(what, paths(less)));
        }
    }

    private static String paths(Set<String> lines) {
        return String.join(
                ", ",
                new TreeSet<>(lines.stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList()));
    }
}
