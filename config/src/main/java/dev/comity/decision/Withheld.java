package dev.comity.decision;

/** The rules that withhold a field, as logged; none tells anything about a value. */
public final class Withheld {

    /** The agreement does not name the field. */
    public static final String NOT_RELEASED = "not-released";
    /** The agreement names it, and the provider did not send it. */
    public static final String NOT_DISCLOSED = "not-disclosed";
    /** The agreement does not apply to this record. */
    public static final String DENIED = "denied";

    private Withheld() {}
}
