package dev.comity.witnesses;

import dev.comity.broker.HubConnection;
import dev.comity.broker.TextMessages;
import dev.comity.envelope.SubmissionHead;
import dev.comity.envelope.Wire;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.util.Collection;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
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

    private final HubConnection.Session asking;
    private final HubConnection.Session listening;
    private final ClientProducer producer;
    private final Set<String> witnesses;
    private final Answers answers;

    private BrokerChannels(
            HubConnection.Session asking, HubConnection.Session listening, Set<String> witnesses, Answers answers)
            throws ActiveMQException {
        this.witnesses = witnesses;
        this.asking = asking;
        this.listening = listening;
        this.producer = asking.client().createProducer();
        this.answers = answers;
    }

    /**
     * @param agencies all that have an address: each may send heads
     * @param witnesses those that get the heads of the others
     */
    static BrokerChannels open(
            HubConnection connection, Collection<String> agencies, Set<String> witnesses, Answers answers)
            throws Exception {
        var channels = new BrokerChannels(connection.direct(), connection.direct(), witnesses, answers);
        for (String agency : agencies) {
            channels.listen(agency);
        }
        channels.listening.client().start();
        return channels;
    }

    private void listen(String agency) throws ActiveMQException {
        listening
                .client()
                .createConsumer(Wire.in(agency), TextMessages.only(Wire.COSIGNATURE, Wire.HEAD))
                .setMessageHandler(message -> take(agency, message));
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
        send(agency, Wire.CHECKPOINT, request.text(), false);
    }

    /** Two threads send: the feed, and the one that takes messages. */
    private synchronized void send(String agency, String contentType, String body, boolean durable)
            throws ActiveMQException {
        ClientMessage message = TextMessages.create(asking.client(), body);
        message.setDurable(durable);
        message.putStringProperty(Wire.CONTENT_TYPE, contentType);
        message.putStringProperty(Wire.CE_ID, Answers.id(body));
        producer.send(Wire.out(agency), message);
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
