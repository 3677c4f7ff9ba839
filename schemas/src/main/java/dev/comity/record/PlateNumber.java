package dev.comity.record;

import java.util.regex.Pattern;

/**
 * Plate number (GA 36-2018): province character, letter of the office, five characters of an ordinary plate or six of a
 * new-energy plate, without I and O. Of a new-energy plate, a small vehicle has its letter first, a large one last; letters
 * A to K are in use, though the standard's text names D and F.
 */
record PlateNumber() implements FieldStandard {

    private static final Pattern FORM = Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            + "[A-HJ-NP-Z]"
            + "([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])");

    @Override
    public String format() {
        return "plate-number";
    }

    @Override
    public String expected() {
        return "a plate number: province, letter of the office and five characters, six for new energy, without I and O"
                + " (GA 36)";
    }

    @Override
    public boolean accepts(String text) {
        return FORM.matcher(text).matches();
    }
}
