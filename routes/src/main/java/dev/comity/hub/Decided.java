package dev.comity.hub;

import java.util.Locale;

/** What the operator can decide about a dead letter. */
enum Decided {
    RESUBMIT,
    DISCARD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
