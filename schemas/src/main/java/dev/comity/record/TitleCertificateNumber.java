package dev.comity.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Number of a certificate of title, for instance {@code 粤(2023)深圳市不动产权第0012345号}. Certificates from before the unified
 * register have other forms and stay in force, so another form is a warning.
 */
record TitleCertificateNumber() implements FieldStandard {

    private static final Pattern UNIFIED =
            Pattern.compile("\\p{IsHan}[(\uff08][0-9]{4}[)\uff09]\\p{IsHan}{2,20}不动产(权|证明)第[0-9]{7}号");
    private static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}\\s]{4,60}");

    @Override
    public String format() {
        return "title-certificate-number";
    }

    @Override
    public String expected() {
        return "a certificate number of 4 to 60 characters without blanks";
    }

    @Override
    public boolean accepts(String text) {
        return ANY.matcher(text).matches();
    }

    @Override
    public Optional<String> warning(String text) {
        return UNIFIED.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("not in the form of the unified register of titles; older certificates stay in force");
    }
}
