package dev.comity.bench;

import dev.comity.client.HubEndpoint;
import dev.comity.envelope.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that comes to one agency, tells the tally, and drops it, in a thread of its own. A consumer that acknowledges
 * opens each delivery first.
 */
final class Receiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final int TOGETHER = 200;
    private static final long POLL_MILLIS = 100;
    private static final long STOP_MILLIS = 10_000;

    private final Installation installation;
    private final String agency;
    private final HubEndpoint endpoint;
    private final Supplier<Tally> tally;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Exception failure;

    private Receiver(Installation installation, String agency, HubEndpoint endpoint, Supplier<Tally> tally) {
        this.installation = installation;
        this.agency = agency;
        this.endpoint = endpoint;
        this.tally = tally;
        this.thread = new Thread(this::run, "receive " + agency);
    }

    /** @param tally asked for each message, because a new phase has a new one */
    static Receiver start(Installation installation, String agency, HubEndpoint endpoint, Supplier<Tally> tally) {
        Receiver receiver = new Receiver(installation, agency, endpoint, tally);
        receiver.thread.setDaemon(true);
        receiver.thread.start();
        return receiver;
    }

    private void run() {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(
                                "tcp://%s:%d".formatted(endpoint.host(), endpoint.port()))
                        .setReconnectAttempts(0)
                        .setBlockOnAcknowledge(false)
                        .setBlockOnDurableSend(false)
                        .setProducerWindowSize(-1);
                var factory = locator.createSessionFactory();
                ClientSession session = factory.createSession(
                        agency,
                        installation.password(agency),
                        false,
                        false,
                        false,
                        false,
                        ActiveMQClient.DEFAULT_ACK_BATCH_SIZE)) {
            session.start();
            Acknowledging acknowledging = new Acknowledging(installation, agency, session);
            ClientConsumer consumer = session.createConsumer(Wire.out(agency));
            while (!stopping) {
                take(session, consumer, acknowledging);
            }
        } catch (Exception e) {
            failure = e;
            if (!stopping) {
                LOG.error("{} receives nothing more", agency, e);
            }
        }
    }

    private void take(ClientSession session, ClientConsumer consumer, Acknowledging acknowledging) throws Exception {
        List<ClientMessage> taken = new ArrayList<>();
        ClientMessage next = consumer.receive(POLL_MILLIS);
        while (next != null) {
            next.acknowledge();
            taken.add(next);
            tell(next);
            next = taken.size() < TOGETHER ? consumer.receiveImmediate() : null;
        }
        if (taken.isEmpty()) {
            return;
        }
        if (installation.plan().acknowledged()) {
            for (ClientMessage message : taken) {
                acknowledging.acknowledge(message);
            }
        }
        session.commit();
    }

    private void tell(ClientMessage message) {
        String id = message.getStringProperty(Wire.CE_ID);
        switch (String.valueOf(message.getStringProperty(Wire.CONTENT_TYPE))) {
            case Wire.RECORD -> tally.get().delivered(id);
            case Wire.ACCEPTED -> tally.get().accepted(id);
            case Wire.ACK -> tally.get().acknowledged(id);
            default -> tally.get().refused(id);
        }
    }

    /** @throws Exception what ended it before it was asked to */
    @Override
    public void close() throws Exception {
        stopping = true;
        thread.join(STOP_MILLIS);
        if (failure != null) {
            throw failure;
        }
    }
}
