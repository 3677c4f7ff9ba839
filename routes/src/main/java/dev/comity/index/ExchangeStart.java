package dev.comity.index;

/**
 * How an exchange id begins, as a number: the column {@code xid}, by which entries of one exchange are found. Two exchanges may
 * share it, so a condition on it goes with one on the whole id.
 */
final class ExchangeStart {

    /** Digits of hex that a positive long takes. */
    private static final int DIGITS = 15;

    private ExchangeStart() {}

    /** Zero for what is no exchange id, and for none. */
    static long of(String exchange) {
        return exchange == null || exchange.length() < DIGITS ? 0 : number(exchange);
    }

    /** The smallest of those that begin with these digits of hex. */
    static long lowest(String start) {
        return number(padded(start, '0'));
    }

    /** The largest of those that begin with these digits of hex. */
    static long highest(String start) {
        return number(padded(start, 'f'));
    }

    private static String padded(String start, char digit) {
        return start + String.valueOf(digit).repeat(Math.max(0, DIGITS - start.length()));
    }

    private static long number(String text) {
        long number = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            number = number << 4 | digit;
        }
        return number;
    }
}
