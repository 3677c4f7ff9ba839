package dev.comity.kit;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Some sample went through every step of the route, or {@code test.bypass_reason} says why none can. */
final class StepsCheck implements Check {

    @Override
    public int number() {
        return 15;
    }

    @Override
    public String id() {
        return "steps";
    }

    @Override
    public String title() {
        return "every step of the route is exercised, or bypass_reason says why not";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        Trial trial = subject.trial();
        if (trial.notStarted().isPresent()) {
            throw new Skipped("the route did not start; see '" + SamplesCheck.ID + "'");
        }
        YamlNode route = subject.route().value().orElseThrow();
        Map<String, String> reasons = trial.adapter().test().bypassReason();
        List<Problem> problems = new ArrayList<>();
        for (Steps.Step step : trial.steps().left()) {
            if (!reasons.containsKey(step.id())) {
                problems.add(Problem.error(
                        subject.shown(Subject.ROUTE),
                        step.line(),
                        column(route, step.line()),
                        "no sample goes through this step (%s, id '%s'); add one, or give the step an id and a reason under test.bypass_reason"
                                .formatted(step.kind(), step.id())));
            }
        }
        stale(subject, trial, reasons.keySet(), problems);
        return problems;
    }

    private static void stale(Subject subject, Trial trial, Set<String> reasons, List<Problem> problems) {
        Set<String> all = ids(trial.steps().all());
        Set<String> left = ids(trial.steps().left());
        YamlNode description = subject.description().value().orElseThrow();
        Optional<YamlNode> listed =
                Parameters.member(description, "test").flatMap(test -> Parameters.member(test, "bypass_reason"));
        for (String id : reasons) {
            YamlNode place = listed.map(node -> node.members().get(id).name()).orElse(description);
            if (!all.contains(id)) {
                problems.add(place.error("the route has no step with the id '" + id + "'"));
            } else if (!left.contains(id)) {
                problems.add(place.error("a sample goes through '" + id + "' after all; take it out of bypass_reason"));
            }
        }
    }

    private static Set<String> ids(Collection<Steps.Step> steps) {
        return steps.stream().map(Steps.Step::id).collect(Collectors.toSet());
    }

    /** Camel remembers the line alone. */
    private static int column(YamlNode node, int line) {
        if (node.line() == line) {
            return node.column();
        }
        List<YamlNode> inside = new ArrayList<>(node.items());
        node.members().values().forEach(member -> {
            inside.add(member.name());
            inside.add(member.value());
        });
        return inside.stream()
                .mapToInt(one -> column(one, line))
                .filter(column -> column > 0)
                .findFirst()
                .orElse(0);
    }
}
