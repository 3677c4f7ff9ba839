package dev.comity.policy;

/**
 * A line of a file that a person wrote.
 *
 * @param file relative to the configuration folder, or {@code schemas/...}
 * @param line from 1
 */
public record Where(String file, int line) {

    public Where {
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1");
        }
    }

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
