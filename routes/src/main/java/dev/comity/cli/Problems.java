package dev.comity.cli;

import dev.comity.yaml.Problem;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what is wrong in files that a person wrote: all problems at once, each with its place. */
final class Problems {

    private Problems() {}

    /** {@code Not started: 2 problems in config/} and a line for each, sorted. */
    static String listed(String outcome, String where, Collection<Problem> problems) {
        return "%s: %s in %s%n%s".formatted(outcome, counted(problems.size(), "problem"), where, lines(problems));
    }

    static String lines(Collection<Problem> problems) {
        return problems.stream().sorted().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
    }

    /** {@code 1 problem}, {@code 2 problems}. */
    static String counted(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
}
