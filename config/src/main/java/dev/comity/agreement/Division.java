package dev.comity.agreement;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An administrative division by its code (GB/T 2260, below the county the statistics bureau's codes), as the area that it
 * covers. Levels end after 2, 4, 6, 9 and 12 digits and nowhere else: province, city, county, street, village.
 *
 * @param prefix digits of the levels that are given; {@code 440300}, a city written with six digits, is {@code 4403}
 */
record Division(String prefix) {

    private static final Pattern FORM = Pattern.compile("[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?");
    private static final int[] LEVELS = {12, 9, 6, 4, 2};

    /** The division of a code, or empty where its length ends on no level or it names nothing. */
    static Optional<Division> of(String code) {
        if (code == null || !FORM.matcher(code).matches() || code.startsWith("00")) {
            return Optional.empty();
        }
        return Optional.of(new Division(withoutEmptyLevels(code)));
    }

    private static String withoutEmptyLevels(String code) {
        String prefix = code;
        for (int i = 0; i + 1 < LEVELS.length; i++) {
            boolean emptyLevel = prefix.length() == LEVELS[i]
                    && prefix.substring(LEVELS[i + 1]).chars().allMatch(digit -> digit == '0');
            prefix = emptyLevel ? prefix.substring(0, LEVELS[i + 1]) : prefix;
        }
        return prefix;
    }

    /** Whether the other division is this one or lies within it. */
    boolean covers(Division other) {
        return other.prefix.startsWith(prefix);
    }
}
