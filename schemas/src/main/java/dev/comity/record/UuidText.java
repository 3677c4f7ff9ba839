package dev.comity.record;

import java.util.regex.Pattern;

/** UUID as text (RFC 9562), in either case, without braces. */
record UuidText() implements FieldStandard {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    @Override
    public String format() {
        return "uuid";
    }

    @Override
    public String expected() {
        return "a UUID: 8-4-4-4-12 hexadecimal digits, without braces";
    }

    @Override
    public boolean accepts(String text) {
        return FORM.matcher(text).matches();
    }
}
