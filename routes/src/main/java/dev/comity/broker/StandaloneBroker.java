package dev.comity.broker;

import java.io.IOException;
import java.util.Optional;

/**
 * A broker without a hub in its process: hubs and agencies come to it over TCP. Two of them on one folder are a live broker and its
 * backup, which takes over when the live one has gone.
 */
public final class StandaloneBroker implements AutoCloseable {

    /** Below the hub folder: the hub's own password, readable by its owner alone. */
    public static final String PASSWORD = "broker.password";

    private final BrokerServer server;

    /** Whether it begins as the one that takes connections. */
    public enum Role {
        LIVE,
        BACKUP
    }

    private StandaloneBroker(BrokerServer server) {
        this.server = server;
    }

    /**
     * Returns when it takes connections; a backup returns at once. Makes the hub's password where there is none.
     *
     * @throws BrokerNotStarted if folder or port cannot be used
     * @throws IOException if the password cannot be made
     */
    public static StandaloneBroker start(BrokerSettings settings, Role role) throws Exception {
        BrokerUsers.letTheHubIn(settings.hubFolder(), settings.hubFolder().resolve(PASSWORD));
        BrokerServer server = BrokerServer.standalone(settings, role);
        server.start();
        return new StandaloneBroker(server);
    }

    /** The port that it took; empty while it waits as a backup. */
    public Optional<Integer> port() {
        return server.isActive() ? Optional.of(server.port()) : Optional.empty();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
