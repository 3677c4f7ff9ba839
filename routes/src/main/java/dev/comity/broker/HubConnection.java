package dev.comity.broker;

import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;

/** The hub's connection to its broker, inside the process. Thread-safe; each session belongs to one thread. */
public final class HubConnection implements AutoCloseable {

    private static final int ACK_BYTES = ActiveMQClient.DEFAULT_ACK_BATCH_SIZE;

    private final ServerLocator locator;
    private final String secret;

    private HubConnection(ServerLocator locator, String secret) {
        this.locator = locator;
        this.secret = secret;
    }

    static HubConnection open(int inVm, String secret) {
        var connector = new TransportConfiguration(InVMConnectorFactory.class.getName(), Map.of("serverId", inVm));
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(connector)
                .setReconnectAttempts(0)
                .setProducerWindowSize(-1)
                // Inside a transaction the commit is what waits for the disk.
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false);
        return new HubConnection(locator, secret);
    }

    /** A session whose sends and acknowledgements count from its commit on; not started. Close it with its factory. */
    public Session transacted() throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        try {
            return new Session(
                    factory, factory.createSession(BrokerSecurity.HUB, secret, false, false, false, false, ACK_BYTES));
        } catch (ActiveMQException e) {
            factory.close();
            throw e;
        }
    }

    /** A session without transactions: what it sends is sent, and what it takes is consumed when it is taken; not started. */
    public Session direct() throws Exception {
        ClientSessionFactory factory = locator.createSessionFactory();
        try {
            return new Session(
                    factory, factory.createSession(BrokerSecurity.HUB, secret, false, true, true, true, ACK_BYTES));
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
