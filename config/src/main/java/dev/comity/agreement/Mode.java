package dev.comity.agreement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The four ways in which a record may flow; written in lower case. */
public enum Mode {
    EVENT,
    QUERY,
    VERIFY,
    BATCH;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode for a written form, or empty for a word that is not in the list. */
    public static Optional<Mode> of(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }

    /** Every written form. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Mode::code).toList();
    }
}
