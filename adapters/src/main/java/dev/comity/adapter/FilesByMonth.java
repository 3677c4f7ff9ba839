package dev.comity.adapter;

import java.time.Month;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;

/**
 * Orders files by the month in their name, for instance {@code April_2025.csv} or {@code 2025-04.csv}: a later file may change what
 * an earlier one added. Files that name no month come last, by name.
 */
public final class FilesByMonth implements Comparator<GenericFile<?>> {

    /** Under this name every route finds it: {@code #filesByMonth}. */
    public static final String NAME = "filesByMonth";

    private static final Pattern NAMED = Pattern.compile(
            "(?i)(january|february|march|april|may|june|july|august|september|october|november|december)[-_ ]?(\\d{4})");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{4})[-_]?(0[1-9]|1[0-2])");

    @Override
    public int compare(GenericFile<?> a, GenericFile<?> b) {
        return compare(a.getFileName(), b.getFileName());
    }

    static int compare(String a, String b) {
        int byMonth = Integer.compare(month(a), month(b));
        return byMonth != 0 ? byMonth : a.compareTo(b);
    }

    /** Months since year 0, or the greatest number if the name holds none. */
    static int month(String name) {
        Matcher named = NAMED.matcher(name);
        if (named.find()) {
            return Integer.parseInt(named.group(2)) * 12
                    + Month.valueOf(named.group(1).toUpperCase(Locale.ROOT)).getValue();
        }
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.find()
                ? Integer.parseInt(numbered.group(1)) * 12 + Integer.parseInt(numbered.group(2))
                : Integer.MAX_VALUE;
    }
}
