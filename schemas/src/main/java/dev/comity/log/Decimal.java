package dev.comity.log;

import java.util.regex.Pattern;

/** A decimal number from 0 to 2^63-1 without sign or leading zeros. */
final class Decimal {

    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Decimal() {}

    /** @throws IllegalArgumentException for any other text */
    static long parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a decimal number without sign or leading zeros was expected");
        }
        return Long.parseLong(text);
    }
}
