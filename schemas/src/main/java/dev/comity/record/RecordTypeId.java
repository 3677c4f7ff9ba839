package dev.comity.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record type and its major version, written {@code death-registration/1}.
 *
 * @param name slug: lower case letters, digits and hyphens
 * @param major from 1
 */
public record RecordTypeId(String name, int major) implements Comparable<RecordTypeId> {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,63})/([1-9][0-9]{0,3})");

    /** The type for a written form, or empty where the form is wrong. */
    public static Optional<RecordTypeId> parse(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches() ? Optional.of(new RecordTypeId(m.group(1), Integer.parseInt(m.group(2)))) : Optional.empty();
    }

    /** As {@link #parse}, for text that is known to be right. */
    public static RecordTypeId of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a record type with version: name/major"));
    }

    @Override
    public int compareTo(RecordTypeId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return name + "/" + major;
    }
}
