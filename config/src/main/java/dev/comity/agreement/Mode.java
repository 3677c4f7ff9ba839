package dev.comity.agreement;

/** The four ways in which a record may flow; written in lower case. */
public enum Mode {
    EVENT,
    QUERY,
    VERIFY,
    BATCH
}
