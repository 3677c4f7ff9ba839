package dev.comity.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells for each difference whom it breaks, from what stands in the way of the two proofs. */
final class Effects {

    private static final Set<String> DERIVED = Set.of("function", "from", "arguments", "schema");

    private final List<Finding> producers;
    private final List<Finding> consumers;
    private final Set<Finding> explained = new LinkedHashSet<>();

    Effects(List<Finding> producers, List<Finding> consumers) {
        this.producers = producers;
        this.consumers = consumers;
    }

    List<Change> of(List<Differences.Difference> differences) {
        List<Change> changes = new ArrayList<>();
        for (Differences.Difference difference : differences) {
            List<Finding> sent = at(difference.path(), producers);
            List<Finding> received = at(difference.path(), consumers);
            Effect annotation = annotation(difference);
            changes.add(new Change(
                    difference.path(),
                    difference.rule(),
                    difference.what(),
                    effect(sent),
                    effect(received).or(annotation),
                    annotation == Effect.WORKS ? message(sent, received) : "consumers rely on it"));
        }
        changes.addAll(consequences());
        return changes;
    }

    private List<Finding> at(String path, List<Finding> findings) {
        List<Finding> here = findings.stream()
                .filter(finding -> isWithin(finding.path(), path) || isWithin(path, finding.path()))
                .toList();
        explained.addAll(here);
        return here;
    }

    private static boolean isWithin(String path, String around) {
        return path.equals(around) || path.startsWith(around + "/");
    }

    /** What no difference at the same place explains: it follows from a definition, or from several together. */
    private List<Change> consequences() {
        Map<String, Change> left = new LinkedHashMap<>();
        add(left, producers, true);
        add(left, consumers, false);
        return List.copyOf(left.values());
    }

    private void add(Map<String, Change> left, List<Finding> findings, boolean sent) {
        for (Finding finding : findings) {
            if (!explained.contains(finding)) {
                Effect effect = effect(List.of(finding));
                Change change = new Change(
                        finding.path(),
                        finding.rule(),
                        "follows",
                        sent ? effect : Effect.WORKS,
                        sent ? Effect.WORKS : effect,
                        finding.message());
                left.merge(finding.path(), change, Effects::both);
            }
        }
    }

    private static Change both(Change one, Change other) {
        return new Change(
                one.path(),
                one.rule(),
                one.what(),
                one.producers().or(other.producers()),
                one.consumers().or(other.consumers()),
                one.message());
    }

    private static Effect effect(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.unknown() ? Effect.UNKNOWN : Effect.BREAKS)
                .reduce(Effect.WORKS, Effect::or);
    }

    private static String message(List<Finding> sent, List<Finding> received) {
        List<String> parts = new ArrayList<>();
        if (!sent.isEmpty()) {
            parts.add("producers: " + texts(sent));
        }
        if (!received.isEmpty()) {
            parts.add("consumers: " + texts(received));
        }
        return String.join("; ", parts);
    }

    private static String texts(List<Finding> findings) {
        return findings.stream().map(Finding::message).distinct().limit(3).collect(Collectors.joining(", "));
    }

    /** What a record type says beside the rules of JSON Schema, where somebody relies on it. */
    private static Effect annotation(Differences.Difference difference) {
        String path = difference.path();
        if (path.startsWith("/x-derived")) {
            String[] steps = path.split("/");
            boolean whole = steps.length <= 3;
            boolean removed = whole && !difference.what().equals("added");
            return removed || (steps.length > 3 && DERIVED.contains(steps[3])) ? Effect.BREAKS : Effect.WORKS;
        }
        if (path.equals("/x-order-key") || path.equals("/x-subject")) {
            return Effect.BREAKS;
        }
        boolean withdrawn =
                difference.rule().equals("x-sharing") && !difference.what().equals("removed");
        return withdrawn ? Effect.BREAKS : Effect.WORKS;
    }
}
