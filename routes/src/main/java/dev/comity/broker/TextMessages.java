package dev.comity.broker;

import dev.comity.envelope.Wire;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.utils.ByteUtil;

/**
 * Text in a message of the broker, written as bytes of UTF-8. What others send is read in two forms: bytes of UTF-8, which an AMQP
 * 1.0 client's data section is too, and a core text message (type 3, a nullable SimpleString), as which its string value arrives.
 */
public final class TextMessages {

    /** What a lenient decoder writes in place of what it cannot read. */
    private static final char REPLACED = '\uFFFD';

    /** From here on a text is a large message: a file of its own, which the broker never holds in memory. */
    private static final int LARGE_BYTES = HubConnection.LARGE_BYTES;

    /** Room for what goes beside body and properties: address, group, headers. */
    private static final int HEADER_BYTES = 512;

    /** A name and a value in the broker's form: two bytes a character, their lengths and the type. */
    private static final int PROPERTY_BYTES = 9;

    private TextMessages() {}

    /** A durable message with this body. */
    public static ClientMessage create(ClientSession session, String body) {
        return create(session, body, Map.of());
    }

    /** A durable message with this body and these properties. */
    public static ClientMessage create(ClientSession session, String body, Map<String, String> properties) {
        ClientMessage message = session.createMessage(Message.BYTES_TYPE, true);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGE_BYTES) {
            message.setBodyInputStream(new ByteArrayInputStream(bytes));
        } else {
            // All of it at once: a buffer that grows copies itself time and again, and ends twice as long as needed.
            ByteUtil.ensureExactWritable(message.getBuffer(), bytes.length + HEADER_BYTES + room(properties));
            message.getBodyBuffer().writeBytes(bytes);
        }
        properties.forEach(message::putStringProperty);
        return message;
    }

    private static int room(Map<String, String> properties) {
        int bytes = 0;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            bytes += PROPERTY_BYTES
                    + 2 * (property.getKey().length() + property.getValue().length());
        }
        return bytes;
    }

    /** The body; empty where it is neither text nor bytes of UTF-8. */
    public static Optional<String> read(ClientMessage message) {
        return read(message, Integer.MAX_VALUE);
    }

    /**
     * The body, or as much of it as asked for: what somebody sends may be longer than this process has memory.
     *
     * @param most characters, or bytes where the text is sent as bytes; a longer text is cut
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
            return bytes.text();
        }
        return readSmall(message);
    }

    /** The body of a message that {@link #create} wrote, as it stands there. */
    public static byte[] readBytes(ClientMessage message) {
        if (!message.isLargeMessage()) {
            ActiveMQBuffer body = message.getBodyBuffer();
            byte[] bytes = new byte[body.readableBytes()];
            body.readBytes(bytes);
            return bytes;
        }
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
        ByteBuf bytes = body.byteBuf();
        return strict(bytes.toString(StandardCharsets.UTF_8), bytes.nioBuffer());
    }

    /** @param text what a lenient decoder made of these bytes */
    private static Optional<String> strict(String text, ByteBuffer bytes) {
        if (text.indexOf(REPLACED) < 0) {
            return Optional.of(text);
        }
        // Either it stands there, or something there was no UTF-8: the strict decoder tells, which needs twice the
        // room.
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
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

        Optional<String> text() {
            int whole = count < most ? count : wholeCharacters();
            return strict(new String(buf, 0, whole, StandardCharsets.UTF_8), ByteBuffer.wrap(buf, 0, whole));
        }

        /** Up to the last character's first byte: what was cut may have been cut within it. */
        private int wholeCharacters() {
            int at = count;
            while (at > 0 && (buf[at - 1] & 0xC0) == 0x80) {
                at--;
            }
            return at > 0 && buf[at - 1] < 0 ? at - 1 : count;
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
