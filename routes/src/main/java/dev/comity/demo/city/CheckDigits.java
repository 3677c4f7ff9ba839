package dev.comity.demo.city;

/** The check digits of the numbers that the city hands out. */
final class CheckDigits {

    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_CHECKS = "10X98765432";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] VEHICLE_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private CheckDigits() {}

    /** GB 11643: the 18th character for the first 17 digits, ISO 7064 MOD 11-2. */
    static char resident(String digits17) {
        int sum = 0;
        for (int i = 0; i < RESIDENT_WEIGHTS.length; i++) {
            sum += (digits17.charAt(i) - '0') * RESIDENT_WEIGHTS[i];
        }
        return RESIDENT_CHECKS.charAt(sum % 11);
    }

    /** GB 11714: the 9th character for the first 8 of an organisation code. */
    static char organisation(String code8) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += Character.digit(code8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : (char) ('0' + check % 11);
    }

    /** GB 32100: the 18th character for the first 17 of a credit code, MOD 31. */
    static char credit(String code17) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < code17.length(); i++) {
            sum += CREDIT_ALPHABET.indexOf(code17.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return CREDIT_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** GB 16735: the 9th character of a vehicle number, whatever stands there now. */
    static char vehicle(String vin17) {
        int sum = 0;
        for (int i = 0; i < VEHICLE_WEIGHTS.length; i++) {
            sum += transliterated(vin17.charAt(i)) * VEHICLE_WEIGHTS[i];
        }
        return sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11);
    }

    private static int transliterated(char c) {
        if (Character.isDigit(c)) {
            return c - '0';
        }
        // A..H 1..8, J..R 1..9 without O and Q, S..Z 2..9
        return "0ABCDEFGH".indexOf(c) > 0
                ? "0ABCDEFGH".indexOf(c)
                : Math.max("0JKLMN0P0R".indexOf(c), "00STUVWXYZ".indexOf(c));
    }
}
