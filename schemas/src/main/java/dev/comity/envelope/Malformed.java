package dev.comity.envelope;

import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;

/** Refusals of an envelope whose form is wrong. None repeats a value, nor a name that no schema knows. */
final class Malformed {

    private Malformed() {}

    static RecordRefused at(String path, String message) {
        return new RecordRefused(RefusalCode.MALFORMED, path, message);
    }

    static RecordRefused disclosure(String message) {
        return at("", "a disclosure cannot be read: " + message);
    }
}
