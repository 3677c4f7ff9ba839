package dev.comity.batch;

import java.util.List;

/** What is to be said, and to whom, about a message that becomes a dead letter. */
@FunctionalInterface
public interface Burial {

    /**
     * @param queue that it came from
     * @param attempts how often it was tried alone
     * @return sent in the transaction that moves the message to the dead letters
     * @throws Unavailable if it cannot be said now; the message then stays where it is
     */
    List<Outgoing> notices(String queue, Incoming dead, int attempts);
}
