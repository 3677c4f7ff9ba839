package dev.comity.envelope;

import java.util.Locale;
import java.util.Optional;

/** Why something did not arrive and will not by itself: the closed list of notices and of {@code undeliverable} entries. */
public enum UndeliverableReason {
    /** The hub tried to process it and could not, although nothing is known to be wrong with it. */
    FAILED,
    /** It waited for its consumer longer than the hub lets deliveries wait. */
    EXPIRED,
    /** The consumer's client gave it back as something that it will never take. */
    REJECTED,
    /** The hub's operator gave it up. */
    DISCARDED;

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is not in the list. */
    public static Optional<UndeliverableReason> of(String word) {
        for (UndeliverableReason reason : values()) {
            if (reason.word().equals(word)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
