package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Text in a message of the broker. Core clients write it as a text message (type 3, a nullable SimpleString); an AMQP 1.0
 * client's string value arrives as the same, its data section as bytes of UTF-8.
 */
public final class TextMessages {

    private TextMessages() {}

    /** A durable message with this body. */
    public static ClientMessage create(ClientSession session, String body) {
        ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
        message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(body));
        return message;
    }

    /** A durable message whose body is bytes of UTF-8: half as long in the journal as text, which is kept in UTF-16. */
    public static ClientMessage createBytes(ClientSession session, String body) {
        ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
        message.getBodyBuffer().writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** The body; empty where it is neither text nor bytes of UTF-8. */
    public static Optional<String> read(ClientMessage message) {
        // A large body is a stream that this call reads to its end.
        ActiveMQBuffer body = message.getBodyBuffer();
        if (message.getType() == Message.TEXT_TYPE) {
            return Optional.ofNullable(body.readNullableSimpleString()).map(SimpleString::toString);
        }
        if (message.getType() != Message.BYTES_TYPE) {
            return Optional.empty();
        }
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return decode(bytes);
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The filter of a consumer that takes messages of these content types alone. */
    public static String only(String... contentTypes) {
        return "%s IN ('%s')".formatted(Wire.CONTENT_TYPE, String.join("', '", contentTypes));
    }

    /** The filter of a consumer that leaves messages of these content types to others. */
    public static String allBut(String... contentTypes) {
        return "%1$s IS NULL OR %1$s NOT IN ('%2$s')".formatted(Wire.CONTENT_TYPE, String.join("', '", contentTypes));
    }
}
