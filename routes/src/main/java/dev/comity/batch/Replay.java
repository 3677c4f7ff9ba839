package dev.comity.batch;

import java.util.List;

/**
 * What is played again alone, and how often it has failed. The broker gives messages back in their order, so the first
 * {@code alone} of them are those of the batch that failed.
 */
final class Replay {

    private final int attempts;
    private int alone;
    private long failing;
    private int failures;
    private String reason = "";

    Replay(int attempts) {
        this.attempts = attempts;
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

    void succeeded(int messages) {
        alone = Math.max(0, alone - messages);
        failures = 0;
    }

    void buried() {
        succeeded(1);
    }

    /** In a batch nobody knows whose fault it was: nothing is counted before each is tried alone. */
    void failed(List<Incoming> messages, String why) {
        if (messages.size() > 1) {
            alone = messages.size();
            failures = 0;
            return;
        }
        alone = Math.max(1, alone);
        failures = failing == messages.get(0).id() ? failures + 1 : 1;
        failing = messages.get(0).id();
        reason = why;
    }
}
