package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.util.List;

/** The mapping compiles. */
final class MappingCheck implements Check {

    static final String ID = "mapping";

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "the mapping compiles";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped {
        subject.requireSource("a sink has no mapping");
        if (subject.mapping().value().isEmpty() && subject.mapping().problems().isEmpty()) {
            throw new Skipped("there is no mapping");
        }
        return subject.mapping().problems();
    }
}
