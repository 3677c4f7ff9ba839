package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** A real broker for two agencies, and clients that come to it over TCP as agencies do. */
public final class SampleBroker implements AutoCloseable {

    public static final String HOUSING = "housing";
    public static final String TRANSPORT = "transport";

    private final EmbeddedBroker broker;

    private SampleBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** Starts on a folder, with the password {@link #passwordOf} for each of the two agencies. */
    public static SampleBroker on(Path hubFolder) throws Exception {
        for (String agency : Set.of(HOUSING, TRANSPORT)) {
            if (BrokerUsers.find(hubFolder, agency).isEmpty()) {
                BrokerUsers.register(hubFolder, agency, passwordOf(agency).toCharArray());
            }
        }
        EmbeddedBroker broker =
                new EmbeddedBroker(new BrokerSettings(hubFolder, "127.0.0.1", 0, Set.of(HOUSING, TRANSPORT)));
        broker.start();
        return new SampleBroker(broker);
    }

    public static String passwordOf(String agency) {
        return "a-secret-with-enough-letters-of-" + agency;
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    /** A core client of one agency. */
    public CoreClient client(String user, String password) throws Exception {
        return new CoreClient(broker.port(), user, password);
    }

    public CoreClient client(String agency) throws Exception {
        return client(agency, passwordOf(agency));
    }

    @Override
    public void close() {
        broker.stop();
    }

    /** An agency's session over TCP; sends block until the broker has the message on disk. */
    public static final class CoreClient implements AutoCloseable {

        private final ServerLocator locator;
        private final ClientSessionFactory factory;
        private final ClientSession session;

        public CoreClient(int port, String user, String password) throws Exception {
            locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + port);
            locator.setReconnectAttempts(0).setInitialConnectAttempts(1);
            factory = locator.createSessionFactory();
            session = factory.createSession(user, password, false, true, true, false, 0);
            session.start();
        }

        public ClientSession session() {
            return session;
        }

        public void send(String address, String body) throws Exception {
            try (var producer = session.createProducer()) {
                producer.send(address, TextMessages.create(session, body));
            }
        }

        /** Takes one message from the agency's own address, if there is one within a second. */
        public Optional<String> receive(String agency) throws Exception {
            try (var consumer = session.createConsumer(Wire.out(agency))) {
                ClientMessage message = consumer.receive(1_000);
                if (message == null) {
                    return Optional.empty();
                }
                message.acknowledge();
                return TextMessages.read(message);
            }
        }

        @Override
        public void close() throws Exception {
            session.close();
            factory.close();
            locator.close();
        }
    }
}
