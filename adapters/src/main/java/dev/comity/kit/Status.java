package dev.comity.kit;

import java.util.Locale;

/** How a check of the kit ended. */
public enum Status {
    PASS,
    FAIL,
    /** It could not be made, or there is nothing to make it of; the reason says which. */
    SKIPPED;

    /** As it is written in reports. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
