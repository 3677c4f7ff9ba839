package dev.comity.client;

import dev.comity.envelope.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
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

/** A session over the broker's own protocol. */
public final class BrokerSession implements HubSession {

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
    public static BrokerSession open(HubAccess access) throws Exception {
        Map<String, Object> secured =
                access.tls().isPresent() ? secured(access.tls().get()) : Map.of();
        return open(access.place(), secured, access.agency(), access.password().orElse(null));
    }

    /** In clear, with a password. */
    public static BrokerSession open(HubEndpoint endpoint, String agency, String password) throws Exception {
        return open(endpoint, Map.of(), agency, password);
    }

    private static BrokerSession open(HubEndpoint endpoint, Map<String, Object> secured, String agency, String password)
            throws Exception {
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(connectors(endpoint, secured))
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
    private static TransportConfiguration[] connectors(HubEndpoint endpoint, Map<String, Object> secured) {
        return endpoint.places().stream()
                .map(place -> {
                    Map<String, Object> options = new HashMap<>(secured);
                    options.put(TransportConstants.HOST_PROP_NAME, place.host());
                    options.put(TransportConstants.PORT_PROP_NAME, place.port());
                    return new TransportConfiguration(NettyConnectorFactory.class.getName(), options);
                })
                .toArray(TransportConfiguration[]::new);
    }

    private static Map<String, Object> secured(TlsStores stores) throws IOException {
        Map<String, Object> options = new HashMap<>();
        options.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        options.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, TlsStores.PROTOCOL);
        options.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
        options.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, TlsStores.TYPE);
        options.put(
                TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                stores.trustStore().toString());
        options.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, stores.password());
        if (stores.keyStore().isPresent()) {
            options.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, TlsStores.TYPE);
            options.put(
                    TransportConstants.KEYSTORE_PATH_PROP_NAME,
                    stores.keyStore().get().toString());
            options.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, stores.password());
        }
        return options;
    }

    @Override
    public boolean isOpen() {
        return !session.isClosed()
                && !factory.isClosed()
                && factory.getConnection() != null
                && !factory.getConnection().isDestroyed();
    }

    @Override
    public void send(OutgoingMessage message) throws ActiveMQException {
        if (producer == null) {
            producer = session.createProducer(Wire.in(agency));
        }
        ClientMessage wire = session.createMessage(Message.BYTES_TYPE, true);
        wire.getBodyBuffer().writeBytes(message.body().getBytes(StandardCharsets.UTF_8));
        message.properties().forEach((name, value) -> wire.putStringProperty(name, value));
        message.group().ifPresent(group -> wire.setGroupID(SimpleString.of(group)));
        producer.send(wire);
    }

    @Override
    public Optional<IncomingMessage> receive(long waitMillis) throws ActiveMQException {
        if (consumer == null) {
            consumer = session.createConsumer(Wire.out(agency));
        }
        ClientMessage message = waitMillis == 0 ? consumer.receiveImmediate() : consumer.receive(waitMillis);
        return Optional.ofNullable(message).map(BrokerSession::read);
    }

    private static IncomingMessage read(ClientMessage message) {
        return new IncomingMessage(
                text(message, Wire.CONTENT_TYPE).orElse(""),
                body(message),
                text(message, Wire.ENTRY),
                text(message, Wire.PROOF),
                Optional.ofNullable(message.getGroupID()).map(SimpleString::toString),
                message::acknowledge);
    }

    private static Optional<String> text(ClientMessage message, String name) {
        return Optional.ofNullable(message.getObjectProperty(SimpleString.of(name)))
                .map(Object::toString);
    }

    /** Bytes of UTF-8, or a text message. */
    private static String body(ClientMessage message) {
        ActiveMQBuffer body = message.getBodyBuffer();
        if (message.getType() == Message.TEXT_TYPE) {
            SimpleString text = body.readNullableSimpleString();
            return text == null ? "" : text.toString();
        }
        if (message.getType() != Message.BYTES_TYPE) {
            return "";
        }
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void commit() throws ActiveMQException {
        session.commit();
    }

    @Override
    public void close() {
        locator.close();
    }
}
