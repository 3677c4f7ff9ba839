package dev.comity.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A month of the calendar in UTC: evidence of one month is sealed to one key and is erased together. Written {@code 2026-11}.
 */
public record EvidencePeriod(YearMonth month) implements Comparable<EvidencePeriod> {

    public static EvidencePeriod of(Instant time) {
        return new EvidencePeriod(YearMonth.from(time.atZone(ZoneOffset.UTC)));
    }

    /** Empty for text that is not a year of four digits, a hyphen and a month of two. */
    public static Optional<EvidencePeriod> parse(String text) {
        try {
            return text.matches("\\d{4}-\\d\\d")
                    ? Optional.of(new EvidencePeriod(YearMonth.parse(text)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public EvidencePeriod next() {
        return new EvidencePeriod(month.plusMonths(1));
    }

    @Override
    public int compareTo(EvidencePeriod other) {
        return month.compareTo(other.month);
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
