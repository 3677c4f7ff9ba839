package dev.comity.record;

/**
 * Vehicle identification number (GB 16735-2019): 17 characters without I, O and Q, the check character in ninth place. ISO
 * 3779 leaves the check open; GB does not, so it is always asked here.
 */
record VehicleNumber() implements FieldStandard {

    private static final String LETTERS = "ABCDEFGH-JKLMN-P-R-STUVWXYZ";
    private static final int[] LETTER_VALUES = {
        1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 0, 2, 3, 4, 5, 6, 7, 8, 9
    };
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    @Override
    public String format() {
        return "vehicle-number";
    }

    @Override
    public String expected() {
        return "a vehicle identification number of 17 characters, without I, O and Q, with the right check character"
                + " in ninth place (GB 16735)";
    }

    @Override
    public boolean accepts(String text) {
        return text.length() == 17 && text.chars().allMatch(c -> value((char) c) >= 0) && text.charAt(8) == check(text);
    }

    /** The check character that belongs to the other 16. */
    static char check(String text) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            // The ninth place weighs nothing, whatever stands there.
            sum += WEIGHTS[i] * Math.max(0, value(text.charAt(i)));
        }
        return sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11);
    }

    private static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c == '-' ? -1 : LETTERS.indexOf(c);
        return letter < 0 ? -1 : LETTER_VALUES[letter];
    }
}
