package dev.comity.decision;

import java.util.Locale;

/** The answer to a verification: the only thing that leaves the provider; written in lower case. */
public enum Verdict {
    /** Every presented value stands in the record. */
    CONSISTENT,
    /** The record says something else of at least one of them. */
    INCONSISTENT,
    /** There is no record, or it does not say: a date of which only the year is known decides nothing. */
    NO_RECORD;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
