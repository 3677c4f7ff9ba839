package dev.comity.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date of which only the year, or year and month, may be known.
 *
 * @param year four digits
 * @param day empty unless the whole date is known
 */
record PartialDate(String year, Optional<LocalDate> day) {

    private static final Pattern FORM = Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");

    /** @throws IllegalArgumentException where text is not YYYY, YYYY-MM or YYYY-MM-DD, or the date does not exist */
    static PartialDate parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a date YYYY-MM-DD, YYYY-MM or YYYY");
        }
        try {
            return new PartialDate(text.substring(0, 4), day(text));
        } catch (DateTimeException e) {
            // The library's message repeats the text.
            throw new IllegalArgumentException("expected a date that exists");
        }
    }

    private static Optional<LocalDate> day(String text) {
        if (text.length() == 10) {
            return Optional.of(LocalDate.parse(text));
        }
        if (text.length() == 7) {
            YearMonth.parse(text);
        } else {
            Year.parse(text);
        }
        return Optional.empty();
    }
}
