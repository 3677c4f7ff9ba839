package dev.comity.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one transaction, in the order of their queue; what goes out with it; and what is to happen when it is committed, or is
 * not. For one thread after the other.
 */
public final class Batch {

    private final String address;
    private final List<Incoming> messages;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Runnable> afterRollback = new ArrayList<>();

    /** @param messages at least one */
    public Batch(String address, List<Incoming> messages) {
        this.address = address;
        this.messages = List.copyOf(messages);
        if (this.messages.isEmpty()) {
            throw new IllegalArgumentException("a batch has a message");
        }
    }

    public String address() {
        return address;
    }

    public List<Incoming> messages() {
        return messages;
    }

    void send(Outgoing message) {
        outgoing.add(message);
    }

    /** In the order in which it was sent. */
    List<Outgoing> outgoing() {
        return outgoing;
    }

    /** Runs once, after the broker has committed; never if it rolls back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Runs once, before the messages come again; never if the broker commits. */
    public void afterRollback(Runnable action) {
        afterRollback.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    void rolledBack() {
        afterRollback.forEach(Runnable::run);
    }
}
