package dev.comity.kit;

import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each consumer would see of a sample what its file in {@code expected/} says, under the agreements of the configuration. */
final class ViewsCheck implements Check {

    @Override
    public int number() {
        return 11;
    }

    @Override
    public String id() {
        return "views";
    }

    @Override
    public String title() {
        return "consumers would see what expected/CASE.AGENCY.json says";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        subject.requireSource("a sink sends nothing to consumers");
        Trial trial = subject.trial();
        List<Problem> problems = new ArrayList<>();
        boolean any = false;
        for (Brought one : trial.good()) {
            for (Map.Entry<String, Path> view : one.of().views().entrySet()) {
                any = true;
                compare(subject, trial, one, view.getKey(), view.getValue(), problems);
            }
        }
        if (!any) {
            throw new Skipped(
                    "no file says what a consumer would see; 'touch expected/CASE.AGENCY.json' and --update write one");
        }
        return problems;
    }

    private static void compare(
            Subject subject, Trial trial, Brought one, String consumer, Path file, List<Problem> problems)
            throws Skipped, IOException {
        if (!trial.city().configuration().agencies().containsKey(consumer)) {
            problems.add(
                    Problem.error(subject.shown(file), 0, 0, "'" + consumer + "' is no agency of the configuration"));
            return;
        }
        if (trial.adapter().test().on().isEmpty()) {
            problems.add(Problem.error(
                    subject.shown(Subject.DESCRIPTION),
                    0,
                    0,
                    "what a consumer sees depends on the day: say it, test: {on: YYYY-MM-DD}"));
            return;
        }
        Optional<JsonFile> expected = JsonFile.read(subject, file, problems);
        if (expected.isPresent() && one.sealed()) {
            try {
                JsonDifference.between(expected.get().json(), new Views(trial).of(one, consumer))
                        .forEach(difference ->
                                problems.add(difference.in(expected.get().places(), "")));
            } catch (RecordRefused e) {
                throw new Skipped("the hub would refuse the sample; see '" + SealedCheck.ID + "'");
            }
        }
    }
}
