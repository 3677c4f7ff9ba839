package dev.comity.batch;

import java.util.List;

/** What becomes of a message that failed too often, and what is to be said about it, and to whom. */
@FunctionalInterface
public interface Burial {

    /**
     * @param queue that it came from
     * @param attempts how often it was tried alone
     * @param reason why it failed, without a value of it
     * @return sent in the transaction that takes the message off its queue: the dead letter, and notices
     * @throws Unavailable if that cannot be done now; the message then stays where it is
     */
    List<Outgoing> bury(String queue, Incoming dead, int attempts, String reason);
}
