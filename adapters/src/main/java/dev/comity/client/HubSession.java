package dev.comity.client;

import java.util.Optional;

/**
 * An agency's transacted session with the hub's broker. What is sent and confirmed counts from {@link #commit}. It does not reconnect by
 * itself: after a failure nobody could say what of a transaction counts. For one thread.
 */
public interface HubSession extends AutoCloseable {

    /** Whether the connection still stands, as far as is known. */
    boolean isOpen();

    /** Sends to the agency's own address {@code in.<agency>}. */
    void send(OutgoingMessage message) throws Exception;

    /** The next message of {@code out.<agency>}. @param waitMillis 0 asks and does not wait */
    Optional<IncomingMessage> receive(long waitMillis) throws Exception;

    void commit() throws Exception;

    /** Rolls back what was not committed. */
    @Override
    void close();

    /** Opens sessions; which protocol they speak, and as whom, is its own business. */
    @FunctionalInterface
    interface Connector {

        /** @throws Exception if the broker cannot be reached, or refuses the agency */
        HubSession connect() throws Exception;

        /** A number that changes when the hub says that it listens: whoever waits tries again at once. */
        default long heard() {
            return 0;
        }
    }
}
