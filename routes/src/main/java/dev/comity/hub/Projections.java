package dev.comity.hub;

import dev.comity.broker.HubConnection;
import dev.comity.broker.TextMessages;
import dev.comity.evidence.EvidenceLine;
import dev.comity.evidence.EvidenceWriter;
import dev.comity.fault.FaultPoint;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds evidence and search index, behind the records and never in their way: no delivery waits for either. A note leaves the
 * broker only when index and evidence have it durably, so a crash makes it come again, and nothing is missing.
 */
final class Projections extends ServiceSupport {

    /** Below a data folder: sealed segments by month, and {@code keys/}, the public halves of the months' keys. */
    static final String EVIDENCE = "hub/evidence";

    private static final Logger LOG = LoggerFactory.getLogger(Projections.class);
    private static final long POLL_MILLIS = 500;
    private static final long PAUSE_MILLIS = 2_000;
    private static final int FULL_BYTES = 4 * 1024 * 1024;

    /** After so much in one round the hub is busy, and more is waited for: what a transaction and a sync cost is then shared. */
    private static final int MUCH_BYTES = 512 * 1024;

    private static final long GATHER_NANOS = 300_000_000L;
    private static final long STOP_MILLIS = 20_000;

    private final Supplier<HubConnection> connection;
    private final OpenLog log;
    private final Path data;
    private final IndexLocation location;
    private final String queue;
    private volatile boolean running;
    private volatile long applied;
    private volatile String trouble;
    private volatile String unkept;
    private Thread thread;
    private boolean busy;

    /** @param queue where what is to be kept of this log's exchanges comes */
    Projections(Supplier<HubConnection> connection, OpenLog log, Path data, IndexLocation location, String queue) {
        this.connection = connection;
        this.log = log;
        this.data = data;
        this.location = location;
        this.queue = queue;
    }

    @Override
    protected void doStart() {
        running = true;
        thread = new Thread(this::run, "comity-projections");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when what was delivered until now is kept and indexed, or cannot be for now. */
    @Override
    protected void doStop() throws Exception {
        running = false;
        if (thread != null) {
            thread.join(STOP_MILLIS);
        }
    }

    /** Entries that the index has taken in. */
    long applied() {
        return applied;
    }

    /** Why nothing is kept or indexed now; what waits is not lost. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble).or(() -> Optional.ofNullable(unkept));
    }

    private void run() {
        boolean failed = false;
        do {
            try (ExchangeIndex index = ExchangeIndex.open(location);
                    EvidenceWriter evidence = new EvidenceWriter(
                            data.resolve(EVIDENCE),
                            data.resolve(EVIDENCE).resolve("keys"),
                            log.log().origin());
                    var session = connection.get().transacted()) {
                session.client().start();
                ClientConsumer consumer = session.client().createConsumer(queue);
                follow(index, evidence, session, consumer);
                failed = false;
            } catch (Exception | OutOfMemoryError e) {
                // Without memory for now, nothing is lost either: the notes stay where they are.
                failed = true;
                pause(e);
            }
        } while (running);
        if (failed) {
            LOG.warn("Evidence and index are behind the log; the next start goes on where they stopped");
        }
    }

    private void follow(
            ExchangeIndex index, EvidenceWriter evidence, HubConnection.Session session, ClientConsumer consumer)
            throws Exception {
        boolean more = true;
        // After the stop was asked for, once more round until nothing waits: the routes have stopped by then.
        while (running || more) {
            List<ClientMessage> notes = notes(consumer);
            more = !notes.isEmpty();
            take(notes, index, evidence);
            for (ClientMessage note : notes) {
                note.acknowledge();
            }
            if (more) {
                session.client().commit();
            }
            trouble = null;
        }
    }

    private List<ClientMessage> notes(ClientConsumer consumer) throws Exception {
        List<ClientMessage> notes = new ArrayList<>();
        long bytes = 0;
        ClientMessage next = running ? consumer.receive(POLL_MILLIS) : consumer.receive(1);
        long until = System.nanoTime() + GATHER_NANOS;
        while (next != null) {
            notes.add(next);
            bytes += next.getBodySize();
            next = bytes < FULL_BYTES ? more(consumer, until) : null;
        }
        busy = bytes > MUCH_BYTES;
        return notes;
    }

    private ClientMessage more(ClientConsumer consumer, long until) throws ActiveMQException {
        ClientMessage waiting = consumer.receiveImmediate();
        long millis = (until - System.nanoTime()) / 1_000_000;
        return waiting == null && busy && running && millis > 0 ? consumer.receive(millis) : waiting;
    }

    /** The index first: if evidence then fails, both come again, and the index takes what it has only once. */
    private void take(List<ClientMessage> notes, ExchangeIndex index, EvidenceWriter evidence)
            throws SQLException, IOException {
        List<EvidenceLine> items = new ArrayList<>();
        for (ClientMessage note : notes) {
            items.addAll(EvidenceLine.parseLines(TextMessages.readBytes(note)));
        }
        if (!items.isEmpty()) {
            FaultPoint.PROJECTION_READ.reach();
        }
        if (!items.isEmpty() || applied < log.log().size()) {
            index.feed(log.log(), items);
            applied = index.applied();
        }
        if (!items.isEmpty()) {
            FaultPoint.PROJECTION_INDEXED.reach();
            tell(evidence.append(items));
            FaultPoint.PROJECTION_KEPT.reach();
        }
    }

    /** An installation without any key wants no evidence; one whose auditors forgot a month wants to know. */
    private void tell(int notKept) {
        if (notKept == 0) {
            unkept = null;
        } else if (unkept == null && Files.isDirectory(data.resolve(EVIDENCE).resolve("keys"))) {
            unkept = "no evidence is kept: %s/keys has no public key for this month".formatted(EVIDENCE);
            LOG.warn("{}. Ask the auditors for one; what was delivered until then has none", unkept);
        }
    }

    private void pause(Throwable cause) {
        trouble = "evidence and index wait: " + location + " or the disk fails";
        // Without its message, which for a database may repeat values.
        LOG.warn("{} ({}); tried again", trouble, cause.getClass().getSimpleName());
        try {
            for (long waited = 0; running && waited < PAUSE_MILLIS; waited += 100) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }
}
