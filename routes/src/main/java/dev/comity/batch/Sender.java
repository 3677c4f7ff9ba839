package dev.comity.batch;

import dev.comity.broker.TextMessages;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Sends in one session's transaction. */
final class Sender {

    private final ClientSession session;
    private final ClientProducer producer;

    Sender(ClientSession session) throws ActiveMQException {
        this.session = session;
        this.producer = session.createProducer();
    }

    void send(Outgoing message) throws ActiveMQException {
        ClientMessage sent = TextMessages.create(session, message.body(), message.properties());
        message.group().map(SimpleString::of).ifPresent(sent::setGroupID);
        // By the broker's own clock, which is this machine's.
        message.waits().ifPresent(longest -> sent.setExpiration(System.currentTimeMillis() + longest.toMillis()));
        producer.send(message.address(), sent);
    }
}
