package dev.comity.broker;

import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/**
 * The hub's connection to its broker. It does not reconnect by itself: a session that broke stays broken, since nobody could say what
 * of its transaction counts, and its owner opens another one, at whichever place answers then. Thread-safe; each session belongs to
 * one thread.
 */
public final class HubConnection implements AutoCloseable {

    /** A longer body is a file of its own in the broker, made and removed again; a shorter one lies in its journal, whose records have 490 kB at most. */
    static final int LARGE_BYTES = 256 * 1024;

    /** Messages are made with room for all that goes into them: see {@link TextMessages}. */
    private static final int NO_ROOM = 16;

    private static final int ACK_BYTES = ActiveMQClient.DEFAULT_ACK_BATCH_SIZE;

    /** A peer that is cut off in silence is noticed after this long; one whose process ends is noticed at once. */
    private static final long SILENCE_MILLIS = 15_000;

    /** What an attempt costs that finds no broker. */
    private static final long RETRY_MILLIS = 50;

    private final ServerLocator locator;
    private final String user;
    private final String secret;

    private HubConnection(ServerLocator locator, String user, String secret) {
        this.locator = locator;
        this.user = user;
        this.secret = secret;
    }

    /** Inside the process. */
    static HubConnection inVm(int inVm, String secret) {
        var connector = new TransportConfiguration(InProcessConnectorFactory.class.getName(), Map.of("serverId", inVm));
        return new HubConnection(locator(connector), BrokerSecurity.HUB, secret);
    }

    /** Over TCP. @param connectors of all places, of which one answers at a time */
    static HubConnection remote(List<TransportConfiguration> connectors, String user, String secret) {
        ServerLocator locator = locator(connectors.toArray(TransportConfiguration[]::new))
                .setConnectionTTL(SILENCE_MILLIS)
                .setClientFailureCheckPeriod(SILENCE_MILLIS / 3)
                .setCallTimeout(SILENCE_MILLIS)
                .setUseTopologyForLoadBalancing(false);
        return new HubConnection(locator, user, secret);
    }

    private static ServerLocator locator(TransportConfiguration... connectors) {
        return ActiveMQClient.createServerLocatorWithoutHA(connectors)
                .setReconnectAttempts(0)
                .setInitialConnectAttempts(1)
                // Attempts come one after the other, and every queue's reader makes one of its own.
                .setRetryInterval(RETRY_MILLIS)
                .setProducerWindowSize(-1)
                .setMinLargeMessageSize(LARGE_BYTES)
                .setInitialMessagePacketSize(NO_ROOM)
                // Inside a transaction the commit is what waits for the disk.
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false);
    }

    /** A session whose sends and acknowledgements count from its commit on; not started. Close it with its factory. */
    public Session transacted() throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        try {
            return new Session(factory, factory.createSession(user, secret, false, false, false, false, ACK_BYTES));
        } catch (ActiveMQException e) {
            factory.close();
            throw e;
        }
    }

    /** A session without transactions: what it sends is sent, and what it takes is consumed when it is taken; not started. */
    public Session direct() throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        try {
            return new Session(factory, factory.createSession(user, secret, false, true, true, true, ACK_BYTES));
        } catch (ActiveMQException e) {
            factory.close();
            throw e;
        }
    }

    @Override
    public void close() {
        locator.close();
    }

    /** A session with its own connection; closing a transacted one rolls back what was not committed. */
    public record Session(ClientSessionFactory factory, ClientSession client) implements AutoCloseable {

        /** False once its connection has broken. */
        public boolean isOpen() {
            return !client.isClosed()
                    && !factory.isClosed()
                    && factory.getConnection() != null
                    && !factory.getConnection().isDestroyed();
        }

        @Override
        public void close() throws ActiveMQException {
            try {
                client.close();
            } finally {
                factory.close();
            }
        }
    }
}
