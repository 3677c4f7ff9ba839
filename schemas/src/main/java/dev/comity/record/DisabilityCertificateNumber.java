package dev.comity.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Number of a disability certificate: a whole resident number, category 1 to 7, level 1 to 4; a certificate that was issued
 * again has {@code B} and how often at the end.
 */
record DisabilityCertificateNumber(ResidentNumber residents) implements FieldStandard {

    private static final int RESIDENT_NUMBER = 18;
    private static final Pattern END = Pattern.compile("[1-7][1-4](B[1-9])?");

    @Override
    public String format() {
        return "disability-certificate-number";
    }

    @Override
    public String expected() {
        return "a disability certificate number: a resident number (GB 11643), category 1 to 7, level 1 to 4,"
                + " and B1 to B9 where it was issued again";
    }

    @Override
    public boolean accepts(String text) {
        return text.length() > RESIDENT_NUMBER
                && residents.accepts(text.substring(0, RESIDENT_NUMBER))
                && END.matcher(text.substring(RESIDENT_NUMBER)).matches();
    }

    @Override
    public Optional<String> warning(String text) {
        return residents.warning(text.substring(0, RESIDENT_NUMBER));
    }
}
