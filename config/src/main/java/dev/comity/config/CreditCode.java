package dev.comity.config;

/**
 * A unified social credit code (GB 32100-2015): authority, class, six digits of division, an organisation code with a check
 * character of its own (GB 11714, modulo 11), and a check character over all of it (modulo 31).
 */
final class CreditCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private CreditCode() {}

    static boolean isValid(String code) {
        return code.matches("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
                && code.charAt(16) == organisationCheck(code.substring(8, 16))
                && code.charAt(17) == check(code.substring(0, 17));
    }

    static char organisationCheck(String eight) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += ORGANISATION_WEIGHTS[i] * Character.digit(eight.charAt(i), 36);
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    static char check(String seventeen) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += weight * ALPHABET.indexOf(seventeen.charAt(i));
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }
}
