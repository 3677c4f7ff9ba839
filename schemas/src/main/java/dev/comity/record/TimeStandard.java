package dev.comity.record;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Dates and times as text (RFC 3339, GB/T 7408.1-2023). */
enum TimeStandard implements FieldStandard {
    DATE("date", "a date YYYY-MM-DD that exists", "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
        @Override
        void parse(String text) {
            LocalDate.parse(text);
        }
    },
    DATE_TIME(
            "date-time",
            "a date-time with offset, YYYY-MM-DDThh:mm:ss+hh:mm or Z",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})") {
        @Override
        void parse(String text) {
            OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
    },
    PARTIAL_DATE(
            "partial-date",
            "a date YYYY-MM-DD that exists, or only YYYY-MM or YYYY",
            "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?") {
        @Override
        void parse(String text) {
            PartialDate.parse(text, ZoneOffset.UTC);
        }
    };

    private final String format;
    private final String expected;
    private final Pattern form;

    TimeStandard(String format, String expected, String form) {
        this.format = format;
        this.expected = expected;
        this.form = Pattern.compile(form);
    }

    abstract void parse(String text);

    @Override
    public String format() {
        return format;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public boolean accepts(String text) {
        try {
            if (form.matcher(text).matches()) {
                parse(text);
                return true;
            }
            return false;
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return false;
        }
    }
}
