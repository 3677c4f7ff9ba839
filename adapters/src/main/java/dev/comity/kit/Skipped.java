package dev.comity.kit;

/** A check that cannot be made, or has nothing to look at. */
final class Skipped extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason for people */
    Skipped(String reason) {
        super(reason);
    }
}
