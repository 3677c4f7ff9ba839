package dev.comity.batch;

import java.util.ArrayList;
import java.util.List;

/** The messages of one transaction, in the order of their queue, and what is to happen once it is committed. */
public final class Batch {

    private final String address;
    private final List<Incoming> messages;
    private final List<Runnable> afterCommit = new ArrayList<>();

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

    /** Runs once, after the broker has committed; never if it rolls back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
