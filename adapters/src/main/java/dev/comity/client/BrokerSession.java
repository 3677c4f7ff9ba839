package dev.comity.client;

import dev.comity.envelope.Wire;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * An agency's transacted session with the hub's broker over TCP. What is sent and confirmed counts from {@link #commit}. It does not
 * reconnect by itself: after a failure nobody could say what of a transaction counts. For one thread.
 */
public final class BrokerSession implements AutoCloseable {

    private final String agency;
    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;
    private ClientProducer producer;
    private ClientConsumer consumer;

    private BrokerSession(String agency, ServerLocator locator, ClientSessionFactory factory, ClientSession session) {
        this.agency = agency;
        this.locator = locator;
        this.factory = factory;
        this.session = session;
    }

    /**
     * @throws ActiveMQException if the broker refuses the agency
     * @throws Exception if the broker cannot be reached
     */
    public static BrokerSession open(HubEndpoint endpoint, String agency, String password) throws Exception {
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(connectors(endpoint))
                .setUseTopologyForLoadBalancing(false)
                .setReconnectAttempts(0)
                .setInitialConnectAttempts(1)
                // Inside a transaction the commit is what waits for the disk.
                .setBlockOnDurableSend(false)
                .setBlockOnNonDurableSend(false)
                .setBlockOnAcknowledge(false)
                .setProducerWindowSize(-1);
        try {
            ClientSessionFactory factory = locator.createSessionFactory();
            ClientSession session = factory.createSession(
                    agency, password, false, false, false, false, ActiveMQClient.DEFAULT_ACK_BATCH_SIZE);
            session.start();
            return new BrokerSession(agency, locator, factory, session);
        } catch (Exception e) {
            locator.close();
            throw e;
        }
    }

    /** Of a live broker and its backups one answers; all are tried. */
    private static TransportConfiguration[] connectors(HubEndpoint endpoint) {
        return endpoint.places().stream()
                .map(place -> new TransportConfiguration(
                        NettyConnectorFactory.class.getName(),
                        Map.of(
                                TransportConstants.HOST_PROP_NAME, place.host(),
                                TransportConstants.PORT_PROP_NAME, place.port())))
                .toArray(TransportConfiguration[]::new);
    }

    public boolean isOpen() {
        return !session.isClosed()
                && !factory.isClosed()
                && factory.getConnection() != null
                && !factory.getConnection().isDestroyed();
    }

    /** Sends to the agency's own address {@code in.<agency>}. */
    public void send(OutgoingMessage message) throws ActiveMQException {
        if (producer == null) {
            producer = session.createProducer(Wire.in(agency));
        }
        ClientMessage wire = session.createMessage(Message.TEXT_TYPE, true);
        wire.getBodyBuffer().writeNullableSimpleString(SimpleString.of(message.body()));
        message.properties().forEach((name, value) -> wire.putStringProperty(name, value));
        message.group().ifPresent(group -> wire.setGroupID(SimpleString.of(group)));
        producer.send(wire);
    }

    /** The next message of {@code out.<agency>}. @param waitMillis 0 asks and does not wait */
    public Optional<IncomingMessage> receive(long waitMillis) throws ActiveMQException {
        if (consumer == null) {
            consumer = session.createConsumer(Wire.out(agency));
        }
        ClientMessage message = waitMillis == 0 ? consumer.receiveImmediate() : consumer.receive(waitMillis);
        return Optional.ofNullable(message).map(IncomingMessage::of);
    }

    public void commit() throws ActiveMQException {
        session.commit();
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() {
        locator.close();
    }
}
