package dev.comity.outbox;

import dev.comity.crypto.SigningKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The seal keys that this process has: the one of now and those that it replaced and that are still needed. Thread-safe. */
final class SealKeys {

    private final Deque<SigningKey> keys = new ArrayDeque<>();

    SealKeys(SigningKey first) {
        keys.addLast(first);
    }

    synchronized void replace(SigningKey next) {
        keys.removeIf(key -> kid(key).equals(kid(next)));
        keys.addLast(next);
    }

    synchronized SigningKey current() {
        return keys.getLast();
    }

    /** The oldest one that was replaced. */
    synchronized Optional<SigningKey> replaced() {
        return keys.size() > 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    synchronized void forgetReplaced() {
        if (keys.size() > 1) {
            keys.removeFirst();
        }
    }

    /** @throws IllegalStateException if it is none of them: what it sealed cannot be submitted any more */
    synchronized SigningKey of(String kid) {
        return keys.stream()
                .filter(key -> kid(key).equals(kid))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "this was sealed with a key that is no longer this agency's; seal again"));
    }

    private static String kid(SigningKey key) {
        return key.verificationKey().kid();
    }
}
