package dev.comity.compat;

/** What a change does to those who know the old schema alone. */
public enum Effect {
    WORKS,
    /** Could not be judged, which counts as breaking. */
    UNKNOWN,
    BREAKS;

    Effect or(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
