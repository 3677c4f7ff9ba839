package dev.comity.witnesses;

import dev.comity.broker.HubConnection;
import dev.comity.broker.HubQueues;
import dev.comity.broker.TextMessages;
import dev.comity.envelope.SubmissionHead;
import dev.comity.envelope.Wire;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Witnesses that open no port: asked at {@code out.<agency>}, answering at {@code in.<agency>}. Requests are not durable: after a
 * restart the hub asks anew. The answers are picked out of the queue by their content type, so that they never wait behind records.
 */
final class BrokerChannels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerChannels.class);
    private static final long LOOK_MILLIS = 250;
    private static final long RETRY_MILLIS = 1_000;

    private final HubConnection connection;
    private final HubQueues queues;
    private final Set<String> agencies;
    private final Set<String> witnesses;
    private final Answers answers;
    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::keepOpen, "comity-witness-channels");
    private volatile boolean running = true;
    private volatile Open open;

    /** Both sessions have connections of their own: what is taken never waits for what is sent. */
    private record Open(HubConnection.Session asking, HubConnection.Session listening, ClientProducer producer)
            implements AutoCloseable {

        boolean works() {
            return asking.isOpen() && listening.isOpen();
        }

        @Override
        public void close() throws ActiveMQException {
            try {
                listening.close();
            } finally {
                asking.close();
            }
        }
    }

    private BrokerChannels(
            HubConnection connection,
            HubQueues queues,
            Collection<String> agencies,
            Set<String> witnesses,
            Answers answers) {
        this.connection = connection;
        this.queues = queues;
        this.agencies = Set.copyOf(agencies);
        this.witnesses = witnesses;
        this.answers = answers;
        thread.setDaemon(true);
    }

    /**
     * @param queues of this hub
     * @param agencies all that have an address: each may send heads
     * @param witnesses those that get the heads of the others
     */
    static BrokerChannels open(
            HubConnection connection,
            HubQueues queues,
            Collection<String> agencies,
            Set<String> witnesses,
            Answers answers)
            throws Exception {
        var channels = new BrokerChannels(connection, queues, agencies, witnesses, answers);
        channels.open = channels.connect();
        channels.thread.start();
        return channels;
    }

    private Open connect() throws Exception {
        HubConnection.Session asking = connection.direct();
        try {
            HubConnection.Session listening = connection.direct();
            for (String agency : agencies) {
                consumer(listening, agency).setMessageHandler(message -> take(agency, message));
            }
            listening.client().start();
            return new Open(asking, listening, asking.client().createProducer());
        } catch (Exception e) {
            asking.close();
            throw e;
        }
    }

    private ClientConsumer consumer(HubConnection.Session listening, String agency) throws ActiveMQException {
        return queues.several()
                ? listening.client().createConsumer(queues.witness(agency))
                : listening.client().createConsumer(Wire.in(agency), TextMessages.only(Wire.COSIGNATURE, Wire.HEAD));
    }

    /** A broker in another process may go and come back: what was asked before is then asked anew. */
    private void keepOpen() {
        while (running) {
            try {
                Thread.sleep(LOOK_MILLIS);
                if (!open.works()) {
                    reconnect();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.debug("The witnesses cannot be reached over the broker; tried again", e);
                pause();
            }
        }
    }

    private void reconnect() throws Exception {
        close(open);
        open = connect();
        LOG.info("The witnesses can be reached over the broker again");
        asked.forEach((agency, request) -> answers.take(agency, request, new WitnessAnswer(0, "not reached\n")));
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private static void close(Open broken) {
        try {
            broken.close();
        } catch (ActiveMQException e) {
            LOG.debug("sessions that had broken do not close in order", e);
        }
    }

    private void take(String agency, ClientMessage message) {
        if (text(message, Wire.CONTENT_TYPE).equals(Wire.HEAD)) {
            passOn(agency, TextMessages.read(message).orElse(""));
            return;
        }
        String request = text(message, Wire.CE_ID);
        String status = text(message, Wire.STATUS);
        String body = TextMessages.read(message).orElse("");
        // What is no status of three digits is no answer to rely on, and counts as a failure.
        int code = status.matches("[1-5][0-9][0-9]") ? Integer.parseInt(status) : 0;
        answers.take(agency, request, new WitnessAnswer(code, body));
    }

    /** Unread: whoever keeps a head judges it. A hub that drops one leaves a hole that its sender's receipts show. */
    private void passOn(String agency, String head) {
        if (head.length() > SubmissionHead.MAX_LENGTH) {
            LOG.warn("{} sent a head that is too long; it was not passed on", agency);
            return;
        }
        try {
            for (String witness : witnesses) {
                if (!witness.equals(agency)) {
                    send(witness, Wire.HEAD, head, true);
                }
            }
        } catch (ActiveMQException e) {
            LOG.warn("The head of {} was not passed on; it sends another one tomorrow", agency, e);
        }
    }

    private static String text(ClientMessage message, String name) {
        Object value = message.getObjectProperty(SimpleString.of(name));
        return value == null ? "" : value.toString();
    }

    WitnessChannel channel(String agency) {
        return request -> send(agency, request);
    }

    private void send(String agency, WitnessRequest request) throws ActiveMQException {
        asked.put(agency, Answers.id(request));
        send(agency, Wire.CHECKPOINT, request.text(), false);
    }

    /** Two threads send: the feed, and the one that takes messages. */
    private synchronized void send(String agency, String contentType, String body, boolean durable)
            throws ActiveMQException {
        Open now = open;
        ClientMessage message = TextMessages.create(now.asking().client(), body);
        message.setDurable(durable);
        message.putStringProperty(Wire.CONTENT_TYPE, contentType);
        message.putStringProperty(Wire.CE_ID, Answers.id(body));
        now.producer().send(Wire.out(agency), message);
    }

    @Override
    public void close() throws ActiveMQException, InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(5_000);
        open.close();
    }
}
