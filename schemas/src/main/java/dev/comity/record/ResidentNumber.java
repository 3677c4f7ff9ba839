package dev.comity.record;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * Resident number (GB 11643-1999): division 6, birth date 8, sequence 3 (odd for men), check character by ISO 7064 MOD
 * 11-2. A wrong check character, an impossible date or one in the future is refused; an unknown division is a warning,
 * because a number keeps the code of its first registration for life.
 */
record ResidentNumber(DivisionCodes divisions, Clock clock) implements FieldStandard {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final ZoneId ISSUED_IN = ZoneId.of("Asia/Shanghai");

    @Override
    public String format() {
        return "resident-number";
    }

    @Override
    public String expected() {
        return "a resident number of 18 characters with a possible birth date and the right check character,"
                + " upper-case X (GB 11643)";
    }

    @Override
    public boolean accepts(String text) {
        return text.length() == 18
                && areDigits(text.substring(0, 17))
                && text.charAt(17) == check(text)
                && birthDate(text)
                        .filter(date -> !date.isAfter(LocalDate.now(clock.withZone(ISSUED_IN))))
                        .isPresent();
    }

    @Override
    public Optional<String> warning(String text) {
        return divisions.knows(text.substring(0, 6)) ? Optional.empty() : Optional.of(FieldStandards.unknownDivision());
    }

    /** The check character that belongs to the first 17 digits. */
    static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    private static Optional<LocalDate> birthDate(String text) {
        try {
            LocalDate date = LocalDate.parse(text.substring(6, 14), DATE);
            return date.getYear() < 1800 ? Optional.empty() : Optional.of(date);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean areDigits(String text) {
        // Character.isDigit would let in digits of other scripts.
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
