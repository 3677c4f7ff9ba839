package dev.comity.client;

import dev.comity.envelope.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * One message from the hub, unverified.
 *
 * @param contentType what it says that it is, or empty text
 * @param body empty text where it is no text
 * @param group of its order key; empty where it has none
 */
public record IncomingMessage(
        String contentType,
        String body,
        Optional<String> entry,
        Optional<String> proof,
        Optional<String> group,
        Taken taken) {

    /** Of no group. */
    public IncomingMessage(
            String contentType, String body, Optional<String> entry, Optional<String> proof, Taken taken) {
        this(contentType, body, entry, proof, Optional.empty(), taken);
    }

    /** Tells the broker that the message is consumed; counts with the session's commit. */
    @FunctionalInterface
    public interface Taken {
        void confirm() throws ActiveMQException;
    }

    static IncomingMessage of(ClientMessage message) {
        return new IncomingMessage(
                text(message, Wire.CONTENT_TYPE).orElse(""),
                body(message),
                text(message, Wire.ENTRY),
                text(message, Wire.PROOF),
                Optional.ofNullable(message.getGroupID()).map(SimpleString::toString),
                message::acknowledge);
    }

    public Optional<byte[]> entryBytes() {
        return entry.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(ClientMessage message, String name) {
        return Optional.ofNullable(message.getObjectProperty(SimpleString.of(name)))
                .map(Object::toString);
    }

    private static String body(ClientMessage message) {
        if (message.getType() != Message.TEXT_TYPE) {
            return "";
        }
        SimpleString text = message.getBodyBuffer().readNullableSimpleString();
        return text == null ? "" : text.toString();
    }
}
