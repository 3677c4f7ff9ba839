package dev.comity.record;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a record type: JSON member names joined by {@code .}, with {@code []} for every element of an array, for
 * instance {@code parties[].residentId}. It names a place in a schema; a place in one record has an index and is text.
 *
 * @param value the written form
 */
public record FieldPath(String value) implements Comparable<FieldPath> {

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\[\\])*(\\.[A-Za-z][A-Za-z0-9_]*(\\[\\])*)*");

    public FieldPath {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a field path: member names joined by '.', with [] for elements");
        }
    }

    public static FieldPath of(String value) {
        return new FieldPath(value);
    }

    /** Whether text has the form of a path; {@link #of(String)} throws where this is false. */
    public static boolean isPath(String text) {
        return FORM.matcher(text).matches();
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
