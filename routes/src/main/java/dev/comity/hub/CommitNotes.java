package dev.comity.hub;

import dev.comity.batch.Outgoing;
import dev.comity.batch.Unavailable;
import dev.comity.broker.HubConnection;
import dev.comity.broker.HubQueues;
import dev.comity.broker.TextMessages;
import dev.comity.fault.FaultPoint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the broker has committed. Each batch writes one note, with the log indices of its answers, in the very
 * transaction that takes its messages and delivers theirs; so a note is there exactly if the batch is. A note is
 * taken in as it comes, and leaves the broker only once the state that took it in is durable: many together, because what a
 * flush costs is hardly more for many. After a crash the state of the last flush goes on from the log and from the notes that are still there.
 */
final class CommitNotes extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(CommitNotes.class);
    private static final int TOGETHER = 1_000;
    private static final long POLL_MILLIS = 250;
    private static final long SHORT_POLL_MILLIS = 20;
    private static final long CATCH_UP_MILLIS = 2;
    private static final long CATCH_UP_NANOS = 5_000_000_000L;

    /** Bounds what a start after a crash has to take in once more. */
    private static final long KEEP_NANOS = 2_000_000_000L;

    private final HubConnection connection;
    private final StateStore store;
    private final HubQueues queues;
    private final Consumer<String> arrived;
    private final AtomicLong rounds = new AtomicLong();
    private volatile boolean running;
    private Thread thread;
    private int unkept;
    private long unkeptSince;

    /** @param arrived gets the name of another node that says that it is there */
    CommitNotes(HubConnection connection, StateStore store, HubQueues queues, Consumer<String> arrived) {
        this.connection = connection;
        this.store = store;
        this.queues = queues;
        this.arrived = arrived;
    }

    /** To be sent in the transaction of the batch that has answered all this. */
    static Outgoing note(Logged logged, HubQueues queues) {
        Note note = queues.node().map(node -> noteOfNode(node, logged)).orElseGet(() -> Note.alone(logged.answers()));
        return new Outgoing(queues.noteAddress(), note.text(), Map.of(), Optional.empty());
    }

    private static Note noteOfNode(String node, Logged logged) {
        NoteOfEntries entries = new NoteOfEntries();
        for (Answered answered : logged.answered()) {
            if (answered instanceof Answered.Undeliverable undeliverable) {
                // It was never committed, and yet its key's sequence goes on from it.
                undeliverable.before().ifPresent(entries::add);
            }
            if (!(answered instanceof Answered.Again)) {
                entries.add(answered.answer());
            }
            if (answered instanceof Answered.Accepted accepted) {
                accepted.releases().forEach(release -> entries.add(release.entry()));
            }
            if (answered instanceof Answered.Redelivered redelivered) {
                redelivered
                        .delivery()
                        .ifPresent(one -> entries.add(one.release().entry()));
            }
        }
        return entries.of(node, logged.answers());
    }

    /** Tells the other nodes that this one is there now. */
    void tellOthers() throws Exception {
        try (var session = connection.direct();
                var producer = session.client().createProducer()) {
            producer.send(
                    queues.noteAddress(),
                    TextMessages.create(
                            session.client(),
                            Note.here(queues.node().orElseThrow()).text()));
        }
    }

    /**
     * Returns when every note that lay in the broker at the call is taken in: what another node has committed and this one has then
     * still not heard of does not exist.
     *
     * @throws Unavailable if that takes too long, as while the broker is away
     */
    void catchUp() {
        // The round that is under way may have looked before the call; the one after it looks after.
        long seen = rounds.get() + 2;
        long until = System.nanoTime() + CATCH_UP_NANOS;
        while (rounds.get() < seen) {
            if (System.nanoTime() > until || !running) {
                throw new Unavailable("what other nodes have committed cannot be read", null);
            }
            pauseShortly();
        }
    }

    private static void pauseShortly() {
        try {
            Thread.sleep(CATCH_UP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopping", e);
        }
    }

    /** Takes in what the last run left, before any message is judged; then goes on in the background. */
    @Override
    protected void doStart() throws Exception {
        try (var session = connection.transacted()) {
            session.client().start();
            try (ClientConsumer consumer = session.client().createConsumer(queues.notes())) {
                while (takeIn(session, consumer, consumer.receiveImmediate()) > 0) {
                    // until none is left
                }
                keep(session);
            }
        }
        running = true;
        thread = new Thread(this::follow, "comity-commit-notes");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        if (thread != null) {
            thread.join(10_000);
        }
    }

    private void follow() {
        while (running) {
            try (var session = connection.transacted()) {
                session.client().start();
                ClientConsumer consumer = session.client().createConsumer(queues.notes());
                while (running) {
                    if (takeIn(session, consumer, next(consumer)) < TOGETHER) {
                        // None was left.
                        rounds.incrementAndGet();
                    }
                }
                keep(session);
            } catch (Exception e) {
                // With the session its acknowledgements are gone: the notes come again.
                unkept = 0;
                pause(e);
            }
        }
    }

    /** Of several nodes the others' notes are waited for, so that it asks the broker each time. */
    private ClientMessage next(ClientConsumer consumer) throws ActiveMQException {
        if (!queues.several()) {
            return consumer.receive(POLL_MILLIS);
        }
        ClientMessage waiting = consumer.receiveImmediate();
        return waiting == null ? consumer.receive(SHORT_POLL_MILLIS) : waiting;
    }

    private int takeIn(HubConnection.Session session, ClientConsumer consumer, ClientMessage first) throws Exception {
        int taken = 0;
        ClientMessage next = first;
        while (next != null) {
            TextMessages.read(next).map(Note::parse).ifPresent(this::take);
            next.acknowledge();
            next = ++taken < TOGETHER ? consumer.receiveImmediate() : null;
        }
        if (unkept == 0) {
            unkeptSince = System.nanoTime();
        }
        unkept += taken;
        if (unkept >= TOGETHER || System.nanoTime() - unkeptSince > KEEP_NANOS) {
            keep(session);
        }
        return taken;
    }

    private void keep(HubConnection.Session session) throws Exception {
        if (unkept > 0) {
            store.flush();
            FaultPoint.NOTES_KEPT.reach();
            session.client().commit();
            FaultPoint.NOTES_TAKEN.reach();
            unkept = 0;
        }
    }

    private void take(Note note) {
        if (note.node().equals(queues.node())) {
            store.state().markCommitted(note.answered());
        } else if (note.isOnlyHere()) {
            arrived.accept(note.node().orElseThrow());
        } else {
            store.state().applyElsewhere(note.node().orElseThrow(), note);
        }
    }

    private void pause(Exception cause) {
        if (!running) {
            return;
        }
        // Nothing is lost meanwhile: the notes stay in the broker.
        if (cause instanceof ActiveMQException away) {
            LOG.warn("What was committed cannot be read, since the broker does not answer ({})", away.getType());
        } else {
            LOG.warn("The state of the hub cannot be written and is tried again", cause);
        }
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }
}
