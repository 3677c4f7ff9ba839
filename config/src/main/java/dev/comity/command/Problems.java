package dev.comity.command;

import dev.comity.yaml.Problem;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what is wrong in files that a person wrote: all problems at once, each with its place. */
public final class Problems {

    private Problems() {}

    /** {@code Not started: 2 problems in config/} and a line for each, sorted. */
    public static String listed(String outcome, String where, Collection<Problem> problems) {
        return "%s: %s in %s%n%s".formatted(outcome, counted(problems.size(), "problem"), where, lines(problems));
    }

    /** A line for each, sorted. */
    public static String lines(Collection<Problem> problems) {
        return problems.stream().sorted().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
    }

    /** {@code 1 problem}, {@code 2 problems}. */
    public static String counted(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
