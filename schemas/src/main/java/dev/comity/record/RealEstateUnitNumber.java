package dev.comity.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Real-estate unit number (GB/T 37346-2019), 28 characters: county 6, cadastral district 3, sub-district 3, parcel feature
 * 2 letters, parcel serial 5, fixture feature 1 (F house, L forest, Q other, W none), unit 8.
 */
record RealEstateUnitNumber(DivisionCodes divisions) implements FieldStandard {

    private static final Pattern FORM = Pattern.compile("[0-9]{12}[A-Z]{2}[0-9]{5}[FLQW][0-9]{8}");

    @Override
    public String format() {
        return "real-estate-unit-number";
    }

    @Override
    public String expected() {
        return "a real-estate unit number of 28 characters: 12 digits, two letters, 5 digits, F, L, Q or W, 8 digits"
                + " (GB/T 37346)";
    }

    @Override
    public boolean accepts(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public Optional<String> warning(String text) {
        return divisions.knows(text.substring(0, 6)) ? Optional.empty() : Optional.of(FieldStandards.unknownDivision());
    }
}
