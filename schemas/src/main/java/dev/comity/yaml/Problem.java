package dev.comity.yaml;

import java.util.Comparator;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param file path as the person would type it, relative to the folder that was checked
 * @param line one-based; 0 if the problem is the whole file
 * @param column one-based; 0 if the problem is the whole file
 * @param severity an error stops the start, a warning does not
 * @param message what was found, what was expected, and a suggestion where there is one
 */
public record Problem(String file, int line, int column, Severity severity, String message)
        implements Comparable<Problem> {

    /** How much it matters. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    public static Problem error(String file, int line, int column, String message) {
        return new Problem(file, line, column, Severity.ERROR, message);
    }

    public static Problem warning(String file, int line, int column, String message) {
        return new Problem(file, line, column, Severity.WARNING, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column  message}, the form of every message about a file. */
    @Override
    public String toString() {
        return "%s:%d:%d  %s%s".formatted(file, line, column, isError() ? "" : "warning: ", message);
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
