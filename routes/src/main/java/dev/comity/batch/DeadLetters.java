package dev.comity.batch;

import dev.comity.broker.Broker;
import dev.comity.broker.HubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** The broker's {@code dead} address, for the hub's operator: what lies there, and one letter off it. */
public final class DeadLetters {

    private static final long PATIENCE_MILLIS = 2_000;

    private final Supplier<HubConnection> connection;
    private final String settlement;

    /** @param settlement queue from which this hub carries out what was decided */
    public DeadLetters(Supplier<HubConnection> connection, String settlement) {
        this.connection = connection;
        this.settlement = settlement;
    }

    /**
     * A letter as it lies there; its body stays where it is.
     *
     * @param bytes about so much of the broker's room
     */
    public record Lying(Map<String, String> properties, long bytes) {

        public String id() {
            return properties.getOrDefault(DeadLetter.ID, "");
        }

        public Optional<String> property(String name) {
            return Optional.ofNullable(properties.get(name));
        }
    }

    /**
     * The oldest first.
     *
     * @param prefix of their ids; empty text for all
     * @param most letters
     */
    public List<Lying> list(String prefix, int most) throws Exception {
        List<Lying> found = new ArrayList<>();
        try (HubConnection.Session session = connection.get().transacted()) {
            session.client().start();
            String filter = prefix.isEmpty() ? null : "%s LIKE '%s%%'".formatted(DeadLetter.ID, prefix);
            ClientConsumer consumer = session.client().createConsumer(Broker.DEAD, filter, true);
            ClientMessage next = consumer.receiveImmediate();
            while (next != null && found.size() < most) {
                found.add(new Lying(QueueReader.properties(next), next.getBodySize()));
                next = consumer.receiveImmediate();
            }
        }
        return found;
    }

    /**
     * Sends a letter on to where it is decided about, in one transaction.
     *
     * @param decision properties that say what was decided
     * @return whether it was there
     */
    public boolean decide(String id, Map<String, String> decision) throws Exception {
        try (HubConnection.Session session = connection.get().transacted()) {
            session.client().start();
            Optional<ClientMessage> letter = take(session, id);
            if (letter.isEmpty()) {
                return false;
            }
            new Sender(session.client()).send(DeadLetter.decided(settlement, QueueReader.read(letter.get()), decision));
            letter.get().acknowledge();
            session.client().commit();
            return true;
        }
    }

    private static Optional<ClientMessage> take(HubConnection.Session session, String id) throws ActiveMQException {
        ClientConsumer consumer =
                session.client().createConsumer(Broker.DEAD, "%s = '%s'".formatted(DeadLetter.ID, id));
        return Optional.ofNullable(consumer.receive(PATIENCE_MILLIS));
    }
}
