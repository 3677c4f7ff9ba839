package dev.comity.outbox;

import java.util.Locale;

/** What became of a source item. */
public enum Outcome {
    SENT,
    REPEATED,
    NOT_SENDABLE;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Outcome of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
