package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** No secret stands in the folder, and the run asked for no connection. */
final class IsolatedCheck implements Check {

    static final String ID = "isolated";

    @Override
    public int number() {
        return 13;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "no secret is in the folder, and no connection is made by the test";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        List<Problem> problems = new ArrayList<>(new Secrets(subject).found());
        Trial trial = subject.anyTrial();
        if (trial == null && problems.isEmpty()) {
            throw new Skipped("not run, since its files are not sound; no secret was found in them");
        }
        if (trial != null) {
            trial.refused()
                    .ifPresent(where -> problems.add(Problem.error(
                            subject.shown(Subject.ROUTE),
                            trial.steps().last(),
                            0,
                            "the route asked for a connection to " + where + " while everything outside had a stand-in;"
                                    + " only an endpoint may connect")));
        }
        return problems;
    }
}
