package dev.comity.agency;

import dev.comity.client.DailyHead;
import dev.comity.client.DeliveryDesk;
import dev.comity.client.HeldRetries;
import dev.comity.client.HubLink;
import dev.comity.client.HubSession;
import dev.comity.client.MissingDeliveries;
import dev.comity.client.ReceiptDesk;
import dev.comity.client.Receiver;
import dev.comity.client.Sink;
import dev.comity.client.Submitter;
import dev.comity.client.WitnessDesk;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.DeliverySequence;
import dev.comity.outbox.HeldDeliveries;
import dev.comity.outbox.Inbox;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.WaitingEnvelopes;
import dev.comity.sealing.RecordSealer;
import dev.comity.witness.KeptHeads;
import dev.comity.witness.Witness;
import dev.comity.witness.WitnessServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every agency's side has, whoever reads its source and stores what it gets: keys, agreements, outbox, and in the background the
 * connection to the hub. It knows neither adapters nor the broker's own protocol.
 */
final class AgencySide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgencySide.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AgencySettings settings;
    private final Clock clock;
    private final AgreementMemory memory;
    private final AgencyView view;
    private final AgencyKeys keys;
    private AgencyDatabase database;
    private Outbox outbox;
    private Submitter submitter;
    private RulesFollower follower;

    private AgencySide(AgencySettings settings, Clock clock, AgreementMemory memory, AgencyView view, AgencyKeys keys) {
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.view = view;
        this.keys = keys;
    }

    /**
     * Reads everything and opens the database; nothing is sent or received before {@link #connect}.
     *
     * @throws AgencyView.NotReady with everything wrong in files that people wrote
     * @throws Exception if another process runs this folder
     */
    static AgencySide open(AgencySettings settings, Clock clock) throws Exception {
        AgreementMemory memory = AgreementMemory.open(settings.folder());
        AgencyView view = AgencyView.load(settings, System.getenv(), clock.instant(), memory.known());
        AgencyKeys keys = AgencyKeys.load(
                settings.folder().resolve("keys"), settings.agency(), view.directory(), clock.instant());
        AgencySide side = new AgencySide(settings, clock, memory, view, keys);
        try {
            side.start();
            return side;
        } catch (Exception e) {
            side.close();
            throw e;
        }
    }

    private void start() throws Exception {
        database = started(AgencyDatabase.open(settings.folder()));
        outbox = new Outbox(database, settings.agency(), settings.hub(), keys.seal());
        submitter = new Submitter(
                settings.agency(),
                outbox,
                new DailyHead(outbox, clock, !view.trust().witnesses().isEmpty()));
        follower = started(RulesFollower.start(settings, keys, view, outbox::signWith, memory, clock, submitter::wake));
        started(Resealer.start(
                settings.agency(),
                new WaitingEnvelopes(database, outbox),
                follower::rules,
                memory,
                submitter::wake,
                clock));
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /**
     * Starts to send and receive, and goes on for as long as the hub is away.
     *
     * @param hub how it is reached
     * @param sink where opened records go
     * @param answered called after receipts were taken
     * @return ends both, before whatever the sink needs
     */
    Connection connect(HubSession.Connector hub, Sink sink, Runnable answered) throws Exception {
        DeliveryDesk desk = new DeliveryDesk(
                settings.agency(),
                settings.hub(),
                () -> follower.rules().keys().ack(),
                () -> follower.rules().opener(),
                sink,
                clock);
        desk.onOpened(memory::delivered);
        desk.lookAgain(follower::look);
        HeldDeliveries held = new HeldDeliveries(database);
        Receiver receiver = new Receiver(
                desk,
                new ReceiptDesk(settings.agency(), settings.hub(), view.directory(), view.trust()),
                new WitnessDesk(
                        witness(),
                        new KeptHeads(
                                settings.folder(), () -> follower.rules().view().directory())),
                new Inbox(database),
                held,
                new MissingDeliveries(settings.agency(), new DeliverySequence(database), clock),
                outbox,
                settings.folder(),
                answered);
        return new Connection(
                HeldRetries.start(desk, held, receiver::freed, clock),
                HubLink.start(settings.agency(), hub, "out", submitter),
                HubLink.start(settings.agency(), hub, "in", receiver));
    }

    /** Both kinds of traffic with the hub. */
    record Connection(HeldRetries retries, HubLink out, HubLink in) implements AutoCloseable {

        boolean stands() {
            return out.isConnected() && in.isConnected();
        }

        @Override
        public void close() throws InterruptedException {
            try {
                in.close();
                out.close();
            } finally {
                retries.close();
            }
        }
    }

    private Optional<Witness> witness() throws IOException {
        if (keys.witness().isEmpty()) {
            return Optional.empty();
        }
        Optional<Witness> witness = Witness.open(
                settings.agency(), settings.folder(), keys.witness().get(), view.trust(), clock);
        if (witness.isPresent() && settings.witnessPort().isPresent()) {
            WitnessServer server = started(
                    WitnessServer.start(witness.get(), settings.witnessPort().getAsInt()));
            LOG.info("{}: takes checkpoints on http://127.0.0.1:{}/add-checkpoint", settings.agency(), server.port());
        }
        return witness;
    }

    AgencyDatabase database() {
        return database;
    }

    Outbox outbox() {
        return outbox;
    }

    /** For the agreements of now, which a changed agreement replaces. */
    RecordSealer sealer() {
        return follower.rules().sealer();
    }

    /** How long the oldest envelope without a receipt has waited; zero where none waits. */
    Duration oldestUnsent() {
        try {
            return outbox.open(0, 1).stream()
                    .findFirst()
                    .map(oldest -> Duration.between(oldest.sealedAt(), clock.instant()))
                    .orElse(Duration.ZERO);
        } catch (SQLException e) {
            throw new IllegalStateException("the agency's database could not be read", e);
        }
    }

    /** There may be something new in the outbox. */
    void wake() {
        submitter.wake();
    }

    /** Stops in the opposite order of the start; what is under way is done by the next start. */
    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
