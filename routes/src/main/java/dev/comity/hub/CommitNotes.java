package dev.comity.hub;

import dev.comity.batch.Outgoing;
import dev.comity.broker.Broker;
import dev.comity.broker.HubConnection;
import dev.comity.broker.TextMessages;
import dev.comity.fault.FaultPoint;
import java.util.Map;
import java.util.Optional;
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

    /** Bounds what a start after a crash has to take in once more. */
    private static final long KEEP_NANOS = 2_000_000_000L;

    private final HubConnection connection;
    private final StateStore store;
    private volatile boolean running;
    private Thread thread;
    private int unkept;
    private long unkeptSince;

    CommitNotes(HubConnection connection, StateStore store) {
        this.connection = connection;
        this.store = store;
    }

    static Outgoing note(Ranges answered) {
        return new Outgoing(Broker.INDEX, answered.text(), Map.of(), Optional.empty());
    }

    /** Takes in what the last run left, before any message is judged; then goes on in the background. */
    @Override
    protected void doStart() throws Exception {
        try (var session = connection.transacted()) {
            session.client().start();
            try (ClientConsumer consumer = session.client().createConsumer(Broker.INDEX)) {
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
                ClientConsumer consumer = session.client().createConsumer(Broker.INDEX);
                while (running) {
                    takeIn(session, consumer, consumer.receive(POLL_MILLIS));
                }
                keep(session);
            } catch (Exception e) {
                // With the session its acknowledgements are gone: the notes come again.
                unkept = 0;
                pause(e);
            }
        }
    }

    private int takeIn(HubConnection.Session session, ClientConsumer consumer, ClientMessage first) throws Exception {
        int taken = 0;
        ClientMessage next = first;
        while (next != null) {
            TextMessages.read(next).map(Ranges::parse).ifPresent(store.state()::markCommitted);
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
