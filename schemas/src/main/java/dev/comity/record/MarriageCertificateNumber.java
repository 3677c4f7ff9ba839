package dev.comity.record;

import java.util.Optional;
import java.util.regex.Pattern;

/** Marriage certificate number: kind (J, L, BJ, BL), division 6 of the office, year 4, serial 6. */
record MarriageCertificateNumber(DivisionCodes divisions) implements FieldStandard {

    private static final Pattern FORM = Pattern.compile("B?[JL][0-9]{6}-[0-9]{4}-[0-9]{6}");

    @Override
    public String format() {
        return "marriage-certificate-number";
    }

    @Override
    public String expected() {
        return "a certificate number: J, L, BJ or BL with the office's division, then -YYYY- and six digits";
    }

    @Override
    public boolean accepts(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public Optional<String> warning(String text) {
        int start = text.charAt(0) == 'B' ? 2 : 1;
        return divisions.knows(text.substring(start, start + 6))
                ? Optional.empty()
                : Optional.of(FieldStandards.unknownDivision());
    }
}
