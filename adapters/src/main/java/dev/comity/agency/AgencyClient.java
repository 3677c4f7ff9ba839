package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.client.AmqpSession;
import dev.comity.client.Sink;
import dev.comity.outbox.Outbox.Answer;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.RecordRefused;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * An agency's side for a program of its own, over AMQP 1.0, without Camel and without the broker's own libraries. It seals and sends
 * records, opens what the hub delivers and hands it to the program, and acknowledges what the program has stored. What was accepted from
 * the program is durable: it is sent after a stop, and while the hub is away it waits. Thread-safe; one a folder.
 */
public final class AgencyClient implements AutoCloseable {

    private final AgencySide side;
    private final Clock clock;
    private final Object receipts = new Object();
    private AgencySide.Connection connection;

    private AgencyClient(AgencySide side, Clock clock) {
        this.side = side;
        this.clock = clock;
    }

    /**
     * Returns at once; the hub may come later.
     *
     * @param file agency.yaml, which lists no adapters: nobody here would run them
     * @param handler gets each opened record once it is verified; it is acknowledged when the handler has returned, and handed over again
     *     where the handler throws. After a stop a record may come a second time: its {@code comityDelivery} tells
     * @throws AgencyView.NotReady with everything wrong in files that people wrote
     * @throws Exception if another process runs this folder
     */
    public static AgencyClient connect(Path file, Sink handler) throws Exception {
        return connect(settings(file), handler, Clock.systemUTC());
    }

    static AgencyClient connect(AgencySettings settings, Sink handler, Clock clock) throws Exception {
        AgencyClient client = new AgencyClient(AgencySide.open(settings, clock), clock);
        try {
            client.connection =
                    client.side.connect(settings.access().over(AmqpSession::open), handler, client::answered);
            return client;
        } catch (Exception e) {
            client.close();
            throw e;
        }
    }

    private static AgencySettings settings(Path file) throws IOException, AgencyView.NotReady {
        List<Problem> problems = new ArrayList<>();
        AgencySettings settings = AgencySettings.load(file, problems);
        if (settings != null && !settings.adapters().isEmpty()) {
            problems.add(Problem.error(
                    file.toString(), 0, 0, "lists adapters, which 'comity agency run' runs; a client has none"));
        }
        AgencyView.NotReady.require(problems);
        return settings;
    }

    /**
     * Seals a whole record. Returns once it is durable in the outbox; it is sent in the background.
     *
     * @param record fields by the record type's schema; common and derived fields are added here
     * @return a reference to ask {@link #answers} with
     * @throws RecordRefused with every reason why it cannot be sent; then nothing was kept
     */
    public String send(RecordTypeId type, ObjectNode record) throws RecordRefused, SQLException {
        Sealing sealing = side.sealer().seal(type, record, clock.instant());
        if (sealing instanceof Sealing.Unsendable unsendable) {
            throw new RecordRefused(unsendable.reasons());
        }
        Sealing.Sealed sealed = (Sealing.Sealed) sealing;
        String reference = "client " + UUID.randomUUID();
        side.database().transaction(connection -> {
            side.outbox().put(connection, reference, sealed.drafts(), sealed.whole());
            return reference;
        });
        side.wake();
        return reference;
    }

    /**
     * The hub's answers to a record, each verified and kept under {@code receipts/}.
     *
     * @param patience how long to wait until every envelope has one
     * @return an answer an envelope; those that have none by then are {@code open}
     */
    public List<Answer> answers(String reference, Duration patience) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(patience);
        synchronized (receipts) {
            while (true) {
                List<Answer> answers = side.outbox().answers(reference);
                long left = Duration.between(Instant.now(), end).toMillis();
                if (left <= 0
                        || answers.stream().noneMatch(answer -> answer.verdict().equals("open"))) {
                    return answers;
                }
                TimeUnit.MILLISECONDS.timedWait(receipts, left);
            }
        }
    }

    private void answered() {
        synchronized (receipts) {
            receipts.notifyAll();
        }
    }

    /** Ends the connection; what is under way is done after the next start. */
    @Override
    public void close() throws Exception {
        try {
            if (connection != null) {
                connection.close();
            }
        } finally {
            side.close();
        }
    }
}
