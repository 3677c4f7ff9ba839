package dev.comity.reconcile;

/**
 * One thing that one side has and the other lacks.
 *
 * @param check which comparison
 * @param wrong whether it is certain; else it may still be on its way
 * @param subject id of a record or delivery, or a file
 */
public record Finding(Check check, boolean wrong, String subject, String detail) {

    /** The comparisons, in the order in which they are told. */
    public enum Check {
        /** The log extends every head that the hub has shown to the agency. */
        HISTORY("history"),
        /** Every record that the hub has answered is in the log, with the same answer. */
        SENT("sent"),
        /** Every entry that was proven to the agency stands at its place. */
        PLACES("places"),
        /** The log names no submission of the agency's that the agency has not made. */
        UNKNOWN("unknown"),
        /** What the log releases to the agency has come, and what has come is in the log. */
        RECEIVED("received"),
        /** The hub's sequence of deliveries to the agency has no gap. */
        SEQUENCE("sequence"),
        /** Acknowledgements are logged, and passed on to the agency. */
        ACKNOWLEDGED("acknowledged"),
        /** What other agencies say of their own submissions is in the log. */
        HEADS("heads");

        private final String id;

        Check(String id) {
            this.id = id;
        }

        /** Stable, as machines get it. */
        public String id() {
            return id;
        }
    }
}
