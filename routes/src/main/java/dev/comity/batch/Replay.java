package dev.comity.batch;

import java.util.List;

/**
 * What is played again alone, and how often it has failed. The broker gives messages back in their order, so the first
 * {@code alone} of them are those of the batch that failed.
 */
final class Replay {

    private final int attempts;
    private final Attempts kept;
    private int alone;
    private long failing;
    private int failures;
    private String reason = "";

    /** @param kept what is known of earlier attempts, from before a restart too */
    Replay(int attempts, Attempts kept) {
        this.attempts = attempts;
        this.kept = kept;
        kept.read().ifPresent(before -> {
            alone = 1;
            failing = before.id();
            failures = before.failures();
            reason = before.reason();
        });
    }

    /** Whether the next message goes alone. */
    boolean alone() {
        return alone > 0;
    }

    /** Whether this message has failed as often as it may. */
    boolean isDead(Incoming message) {
        return failures >= attempts && message.id() == failing;
    }

    /** Why, with the number of attempts. */
    String reason() {
        return reason + ", " + failures + " attempts alone";
    }

    void succeeded(List<Incoming> messages) {
        alone = Math.max(0, alone - messages.size());
        if (messages.stream().anyMatch(message -> message.id() == failing)) {
            failures = 0;
            kept.forget();
        }
    }

    /** In a batch nobody knows whose fault it was: nothing is counted before each is tried alone. */
    void failed(List<Incoming> messages, String why) {
        if (messages.size() > 1) {
            alone = messages.size();
            return;
        }
        alone = Math.max(1, alone);
        failures = failing == messages.get(0).id() ? failures + 1 : 1;
        failing = messages.get(0).id();
        reason = why;
        kept.write(new Attempts.Failing(failing, failures, reason));
    }
}
