package dev.comity.hub;

import dev.comity.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A changed configuration that the running hub does not take over; the one before it is still in force. */
public final class ReloadRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems may be empty where the caller has them already */
    public ReloadRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every reason, with file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
