package dev.comity.record;

import java.util.Optional;

/**
 * Unified social credit code (GB 32100-2015): authority 1, class 1, division 6, organisation code 9 with its own check
 * character (GB 11714, modulo 11), check character (modulo 31). Both checks must hold.
 */
public record CreditCode(DivisionCodes divisions) implements FieldStandard {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    @Override
    public String format() {
        return "credit-code";
    }

    @Override
    public String expected() {
        return "a unified social credit code of 18 characters with both check characters right (GB 32100)";
    }

    @Override
    public boolean accepts(String text) {
        return isValid(text);
    }

    /** Whether form and both check characters are right, wherever the code may be registered. */
    public static boolean isValid(String text) {
        return text.length() == 18
                && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                && text.substring(2, 8).chars().allMatch(c -> c >= '0' && c <= '9')
                && text.charAt(16) == organisationCheck(text.substring(8, 16))
                && text.charAt(17) == check(text);
    }

    @Override
    public Optional<String> warning(String text) {
        // 100000 is the state itself: national organs are registered there.
        String division = text.substring(2, 8);
        return division.equals("100000") || divisions.knows(division)
                ? Optional.empty()
                : Optional.of(FieldStandards.unknownDivision());
    }

    /** The check character that belongs to the first 17. */
    static char check(String first17) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** The check character of an organisation code's first 8. */
    static char organisationCheck(String first8) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += ORGANISATION.indexOf(first8.charAt(i)) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }
}
