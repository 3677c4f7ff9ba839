package dev.comity.hub;

import java.util.Locale;
import java.util.stream.Stream;

/** What the operator can decide about a dead letter. */
enum Decided {
    RESUBMIT,
    DISCARD;

    /** @throws IllegalArgumentException for a word that is no decision: nothing may come of it */
    static Decided of(String word) {
        return Stream.of(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no decision about a dead letter"));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
