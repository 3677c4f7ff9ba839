package dev.comity.witnesses;

import dev.comity.broker.HubConnection;
import dev.comity.broker.HubQueues;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.envelope.Wire;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The witnesses of a running hub: the ways to them, and the feed that asks. A hub whose trust.yaml names none has nobody to ask. */
public final class Witnessing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Witnessing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_AFTER_RESTORE = Duration.ofSeconds(30);

    private final Path hubFolder;
    private final Supplier<TileLog> log;
    private final Path logFolder;
    private BrokerChannels channels;
    private WitnessFeed feed;

    private Witnessing(Path hubFolder, Path logFolder, Supplier<TileLog> log) {
        this.hubFolder = hubFolder;
        this.logFolder = logFolder;
        this.log = log;
    }

    /**
     * @param queues of this hub
     * @param agencies all that have an address at the broker
     * @param data the hub's data folder: uses {@code hub/witnesses.yaml} and {@code log/witnessed/}
     * @param log as it is open now
     * @param olderCopy gets the reason, once, if more witnesses than could lie together have seen more entries than the log holds:
     *     then it is an older copy, and nothing may be signed
     * @throws IOException with every problem in hub/witnesses.yaml
     */
    public static Witnessing start(
            HubConnection connection,
            HubQueues queues,
            Set<String> agencies,
            TrustAnchors trust,
            Path data,
            Supplier<TileLog> log,
            Consumer<String> olderCopy,
            Clock clock)
            throws Exception {
        var witnessing = new Witnessing(data.resolve("hub"), data.resolve("log"), log);
        // Of several nodes each has queues of its own for what witnesses say, which somebody has to empty.
        if (queues.several() || !trust.witnesses().isEmpty()) {
            witnessing.open(connection, queues, agencies, trust, olderCopy, clock);
        }
        return witnessing;
    }

    /** Content types that are taken from the agencies' addresses here, and by no journey; with commas between. */
    public static String contentTypes(TrustAnchors trust) {
        return trust.witnesses().isEmpty() ? "" : Wire.COSIGNATURE + "," + Wire.HEAD;
    }

    private void open(
            HubConnection connection,
            HubQueues queues,
            Set<String> agencies,
            TrustAnchors trust,
            Consumer<String> olderCopy,
            Clock clock)
            throws Exception {
        var inbox = new WitnessFeed.Inbox();
        Map<String, URI> http = WitnessAddresses.read(hubFolder.resolve("witnesses.yaml"));
        Set<String> witnesses =
                trust.witnesses().stream().map(TrustedWitness::agency).collect(Collectors.toSet());
        channels = BrokerChannels.open(connection, queues, agencies, witnesses, inbox);
        if (trust.witnesses().isEmpty()) {
            return;
        }
        List<WitnessPeer> peers = new ArrayList<>();
        for (TrustedWitness witness : trust.witnesses()) {
            URI address = http.get(witness.agency());
            peers.add(new WitnessPeer(
                    witness,
                    address == null
                            ? channels.channel(witness.agency())
                            : new HttpChannel(witness.agency(), address, inbox)));
        }
        // With no quorum in the file nothing is waited for, but whoever cosigns is welcome.
        int quorum = Math.max(1, trust.quorum());
        feed = new WitnessFeed(log, quorum, peers, inbox, new WitnessedCheckpoints(logFolder, clock), olderCopy)
                .start();
    }

    /** Made by whoever puts back a backup: then the hub signs nothing before a quorum has said what it has seen. */
    private Path restored() {
        return hubFolder.resolve("restored");
    }

    /** Whether witnesses have seen entries of this log before, so that they know whether it is an older copy of itself. */
    public boolean mustAsk() throws IOException {
        return feed != null
                && (Files.exists(restored())
                        || new WitnessedCheckpoints(logFolder, Clock.systemUTC()).newestSize() > 0);
    }

    /**
     * Asks the witnesses for the newest checkpoint that they have seen, before anything is signed. After a backup was put back it waits
     * until a quorum has answered; else for a while only, because deliveries do not wait for witnesses that are away.
     *
     * @return false if the log turned out to be an older copy of itself
     */
    public boolean ask() throws IOException, InterruptedException {
        boolean restored = Files.exists(restored());
        boolean answered = feed.awaitAnswers(PATIENCE);
        while (restored && !answered && !feed.isOlderCopy()) {
            LOG.warn(
                    "A backup was put back: nothing is signed before {} witnesses have said what they have seen",
                    state().quorum());
            answered = feed.awaitAnswers(PATIENCE_AFTER_RESTORE);
        }
        if (feed.isOlderCopy()) {
            return false;
        }
        if (!answered) {
            LOG.warn("Too few witnesses have answered to tell that this log is the newest: {}", state().troubles());
        }
        Files.deleteIfExists(restored());
        return true;
    }

    public Witnessed state() {
        return feed == null ? new Witnessed(log.get().size(), 0, 0, 0, Duration.ZERO, new TreeMap<>()) : feed.state();
    }

    /** Waits until a quorum has cosigned everything that is in the log; true at once where nobody is to witness. */
    public boolean await(Duration longest) throws InterruptedException {
        return feed == null || feed.awaitWitnessed(longest);
    }

    @Override
    public void close() throws Exception {
        if (feed != null) {
            feed.close();
            channels.close();
        }
    }
}
