package dev.comity.refusal;

import java.util.Objects;

/**
 * One reason for a refusal.
 *
 * @param code from the closed table
 * @param path the field at fault in record notation ({@code members[2].name}), a header or claim name, or empty if there
 *     is no one place
 * @param message for people: what was found, what was expected, what to do; names of fields, never their values
 */
public record Refusal(RefusalCode code, String path, String message) {

    public Refusal {
        Objects.requireNonNull(code);
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }

    public static Refusal of(RefusalCode code, String path, String message) {
        return new Refusal(code, path, message);
    }
}
