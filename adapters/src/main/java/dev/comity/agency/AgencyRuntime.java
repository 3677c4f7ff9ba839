package dev.comity.agency;

import java.time.Clock;

/**
 * An agency's side of the exchange: runs its adapters, seals and sends what they read, opens, stores and acknowledges what it
 * receives. Everything that it has promised is durable; it can be killed at any moment and goes on where it was.
 */
public final class AgencyRuntime implements AutoCloseable {

    private AgencyRuntime() {}

    /** Starts adapters and, in the background, the connection to the hub, which is retried for as long as the hub is away. */
    public static AgencyRuntime start(AgencySettings settings, Clock clock) throws Exception {
        throw new UnsupportedOperationException("contract");
    }

    /** Counts since the folder was made, read from its database. */
    public AgencyStatus status() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public void close() throws Exception {
        throw new UnsupportedOperationException("contract");
    }
}
