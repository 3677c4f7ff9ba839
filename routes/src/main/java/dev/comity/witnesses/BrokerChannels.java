package dev.comity.witnesses;

import dev.comity.broker.HubConnection;
import dev.comity.broker.TextMessages;
import dev.comity.envelope.Wire;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.util.Collection;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;

/**
 * Witnesses that open no port: asked at {@code out.<agency>}, answering at {@code in.<agency>}. Requests are not durable: after a
 * restart the hub asks anew. The answers are picked out of the queue by their content type, so that they never wait behind records.
 */
final class BrokerChannels implements AutoCloseable {

    private final HubConnection.Session asking;
    private final HubConnection.Session listening;
    private final ClientProducer producer;
    private final Answers answers;

    private BrokerChannels(HubConnection.Session asking, HubConnection.Session listening, Answers answers)
            throws ActiveMQException {
        this.asking = asking;
        this.listening = listening;
        this.producer = asking.client().createProducer();
        this.answers = answers;
    }

    static BrokerChannels open(HubConnection connection, Collection<String> agencies, Answers answers)
            throws Exception {
        var channels = new BrokerChannels(connection.direct(), connection.direct(), answers);
        for (String agency : agencies) {
            channels.listen(agency);
        }
        channels.listening.client().start();
        return channels;
    }

    private void listen(String agency) throws ActiveMQException {
        listening
                .client()
                .createConsumer(Wire.in(agency), TextMessages.only(Wire.COSIGNATURE))
                .setMessageHandler(message -> take(agency, message));
    }

    private void take(String agency, ClientMessage message) {
        String request = text(message, Wire.CE_ID);
        String status = text(message, Wire.STATUS);
        String body = TextMessages.read(message).orElse("");
        // What is no status of three digits is no answer to rely on, and counts as a failure.
        int code = status.matches("[1-5][0-9][0-9]") ? Integer.parseInt(status) : 0;
        answers.take(agency, request, new WitnessAnswer(code, body));
    }

    private static String text(ClientMessage message, String name) {
        Object value = message.getObjectProperty(SimpleString.of(name));
        return value == null ? "" : value.toString();
    }

    WitnessChannel channel(String agency) {
        return request -> send(agency, request);
    }

    private void send(String agency, WitnessRequest request) throws ActiveMQException {
        ClientMessage message = TextMessages.create(asking.client(), request.text());
        message.setDurable(false);
        message.putStringProperty(Wire.CONTENT_TYPE, Wire.CHECKPOINT);
        message.putStringProperty(Wire.CE_ID, Answers.id(request));
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
