package dev.comity.batch;

import dev.comity.broker.TextMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * Takes batches from one queue: what is there at once when there is little, up to the full size when there is much. Waiting
 * for more pays only under load, so it waits only if the batch before was a fourth of the full size: with less the wait would be
 * most of a record's time on its way.
 */
final class QueueReader {

    /** How long it waits for a first message before it looks whether it should stop. */
    private static final long IDLE_MILLIS = 100;

    /** A batch is held in memory: past this much text it is full, whatever its size. */
    private static final long FULL_BYTES = 8L * 1024 * 1024;

    private static final int MUCH = 4;

    private final ClientConsumer consumer;
    private final long waitNanos;
    private final int longestBody;
    private boolean busy;

    /** @param longestBody characters of a body; what is longer is cut, and refused by whoever reads it */
    QueueReader(ClientConsumer consumer, long waitMillis, int longestBody) {
        this.consumer = consumer;
        this.longestBody = longestBody;
        this.waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
    }

    /** A message and what was read from it; the body is read at once, because a large one is a stream. */
    record Taken(ClientMessage message, Incoming incoming) {

        long size() {
            return incoming.body().map(String::length).orElse(0);
        }
    }

    /** Waits for a first message. @return in the order of the queue; empty if none came */
    List<Taken> take(int messages) throws ActiveMQException {
        ClientMessage first = consumer.receive(IDLE_MILLIS);
        List<Taken> taken = take(first, messages, FULL_BYTES, System.nanoTime() + (busy ? waitNanos : 0));
        busy = taken.size() * MUCH >= messages;
        return taken;
    }

    /**
     * What is there now, without waiting; nothing where the last batch was so small that the next one had better grow.
     *
     * @param held size of what is in memory already
     */
    List<Taken> takeAhead(int messages, long held) throws ActiveMQException {
        if (!busy || held >= FULL_BYTES) {
            return List.of();
        }
        List<Taken> taken = take(consumer.receiveImmediate(), messages, FULL_BYTES - held, 0);
        busy = taken.isEmpty() || taken.size() * MUCH >= messages;
        return taken;
    }

    private List<Taken> take(ClientMessage first, int messages, long room, long deadline) throws ActiveMQException {
        List<Taken> taken = new ArrayList<>();
        long size = 0;
        ClientMessage next = first;
        while (next != null) {
            Taken one = new Taken(next, read(next, longestBody));
            taken.add(one);
            size += one.size();
            next = taken.size() < messages && size < room ? more(deadline) : null;
        }
        return taken;
    }

    private ClientMessage more(long deadline) throws ActiveMQException {
        ClientMessage there = consumer.receiveImmediate();
        if (there != null || deadline == 0) {
            return there;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        // A timeout of 0 would wait for ever.
        return left > 0 ? consumer.receive(left) : null;
    }

    /** The whole of a message, its body too. */
    static Incoming read(ClientMessage message) {
        return read(message, Integer.MAX_VALUE);
    }

    private static Incoming read(ClientMessage message, int most) {
        return new Incoming(
                message.getMessageID(),
                TextMessages.read(message, most),
                properties(message),
                Optional.ofNullable(message.getGroupID()).map(SimpleString::toString));
    }

    /** Those with text values. */
    static Map<String, String> properties(ClientMessage message) {
        Map<String, String> properties = new HashMap<>();
        for (SimpleString name : message.getPropertyNames()) {
            Object value = message.getObjectProperty(name);
            if (value instanceof CharSequence text) {
                properties.put(name.toString(), text.toString());
            }
        }
        return properties;
    }
}
