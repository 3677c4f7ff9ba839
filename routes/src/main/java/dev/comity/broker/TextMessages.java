package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * Text in a message of the broker. Core clients write it as a text message (type 3, a nullable SimpleString); an AMQP 1.0
 * client's string value arrives as the same, its data section as bytes of UTF-8.
 */
public final class TextMessages {

    /** What a lenient decoder writes in place of what it cannot read. */
    private static final char REPLACED = '\uFFFD';

    private TextMessages() {}

    /** From here on a text is a large message, a stream: it never stands in memory in the broker's form. */
    private static final int LARGE_CHARACTERS = 50_000;

    /** A durable message with this body. */
    public static ClientMessage create(ClientSession session, String body) {
        ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
        if (body.length() > LARGE_CHARACTERS) {
            return message.setBodyInputStream(new TextOut(body));
        }
        message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(body));
        return message;
    }

    /** A durable message whose body is bytes of UTF-8: half as long in the journal as text, which is kept in UTF-16. */
    public static ClientMessage createBytes(ClientSession session, String body) {
        ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (body.length() > LARGE_CHARACTERS) {
            return message.setBodyInputStream(new ByteArrayInputStream(bytes));
        }
        message.getBodyBuffer().writeBytes(bytes);
        return message;
    }

    /** The body; empty where it is neither text nor bytes of UTF-8. */
    public static Optional<String> read(ClientMessage message) {
        return read(message, Integer.MAX_VALUE);
    }

    /**
     * The body, or as much of it as asked for: what somebody sends may be longer than this process has memory.
     *
     * @param most characters; a longer text is cut
     */
    public static Optional<String> read(ClientMessage message, int most) {
        if (message.isLargeMessage() && message.getType() == Message.TEXT_TYPE) {
            TextIn text = new TextIn(most);
            save(message, text);
            return text.isNull() ? Optional.empty() : Optional.of(text.text());
        }
        if (message.isLargeMessage() && message.getType() == Message.BYTES_TYPE) {
            var bytes = new BytesIn(message.getBodySize(), most);
            save(message, bytes);
            return decode(bytes.toByteArray());
        }
        return readSmall(message);
    }

    /** The body of a message that {@link #createBytes} wrote. */
    public static byte[] readBytes(ClientMessage message) {
        var bytes = new BytesIn(message.getBodySize(), Integer.MAX_VALUE);
        save(message, bytes);
        return bytes.toByteArray();
    }

    private static void save(ClientMessage message, OutputStream body) {
        try {
            message.saveToOutputStream(body);
        } catch (ActiveMQException e) {
            throw new IllegalStateException("the broker does not give the body of a message", e);
        }
    }

    private static Optional<String> readSmall(ClientMessage message) {
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
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACED) < 0) {
            return Optional.of(text);
        }
        // Either it stands there, or something there was no UTF-8: the strict decoder tells, which needs twice the
        // room.
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Keeps the first bytes of a body and lets the others pass. */
    private static final class BytesIn extends ByteArrayOutputStream {

        private final int most;

        /** @param expected so much room is made at once: doubling it time and again would need three times as much */
        BytesIn(int expected, int most) {
            super(Math.max(0, Math.min(expected, most)));
            this.most = most;
        }

        @Override
        public synchronized void write(int one) {
            if (size() < most) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, most - size()));
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
