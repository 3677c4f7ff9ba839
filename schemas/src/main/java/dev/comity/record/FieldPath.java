package dev.comity.record;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a record type: JSON member names joined by {@code .}, with {@code []} for every element of an array, for
 * instance {@code parties[].residentId}. It names a place in a schema; a place in one record has an index and is text.
 *
 * @param value the written form
 */
public record FieldPath(String value) implements Comparable<FieldPath> {

    public FieldPath {
        if (!isPath(value)) {
            throw new IllegalArgumentException("not a field path: member names joined by '.', with [] for elements");
        }
    }

    public static FieldPath of(String value) {
        return new FieldPath(value);
    }

    /** Whether text has the form of a path; {@link #of(String)} throws where this is false. */
    public static boolean isPath(String text) {
        // By hand, not by a regular expression: this runs for every field of every envelope.
        int at = 0;
        while (true) {
            int name = at;
            at = afterName(text, at);
            if (at == name) {
                return false;
            }
            while (text.startsWith("[]", at)) {
                at += 2;
            }
            if (at == text.length()) {
                return true;
            }
            if (text.charAt(at) != '.') {
                return false;
            }
            at++;
        }
    }

    /** The position after a letter and the letters, digits and underscores that follow it; {@code from} if there is no letter. */
    private static int afterName(String text, int from) {
        int at = from;
        while (at < text.length() && (isLetter(text.charAt(at)) || (at > from && isDigit(text.charAt(at))))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || c == '_';
    }

    /** The member {@code name} of the object at this path. */
    public FieldPath member(String name) {
        return new FieldPath(value + "." + name);
    }

    /** Every element of the array at this path. */
    public FieldPath element() {
        return new FieldPath(value + "[]");
    }

    /** Whether this path lies strictly below {@code ancestor}. */
    public boolean isUnder(FieldPath ancestor) {
        return value.length() > ancestor.value.length()
                && value.startsWith(ancestor.value)
                && (value.charAt(ancestor.value.length()) == '.' || value.charAt(ancestor.value.length()) == '[');
    }

    /** Member names and {@code []}, from the root, for instance {@code [parties, [], residentId]}. */
    public List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (String part : value.split("\\.")) {
            int bracket = part.indexOf('[');
            steps.add(bracket < 0 ? part : part.substring(0, bracket));
            for (int i = bracket; i >= 0 && i < part.length(); i += 2) {
                steps.add("[]");
            }
        }
        return steps;
    }

    @Override
    public int compareTo(FieldPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
