package dev.comity.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A date of which only the year, or year and month, may be known; or the day of a time, in a zone.
 *
 * @param year four digits
 * @param day empty unless the whole date is known
 */
record PartialDate(String year, Optional<LocalDate> day) {

    private static final Pattern FORM = Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");

    /**
     * @param zone that the day of a date-time is in: late at night it is another one elsewhere
     * @throws IllegalArgumentException where text is not YYYY, YYYY-MM, YYYY-MM-DD or a date-time with offset, or the date
     *     does not exist
     */
    static PartialDate parse(String text, ZoneId zone) {
        if (text.length() > 10 && TimeStandard.DATE_TIME.accepts(text)) {
            return day(OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate());
        }
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

    private static PartialDate day(LocalDate day) {
        return new PartialDate("%04d".formatted(day.getYear()), Optional.of(day));
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
