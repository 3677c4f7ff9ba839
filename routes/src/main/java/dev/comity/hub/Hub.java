package dev.comity.hub;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The running hub: broker, exchange log, journeys. Starts in order and stops in order; the stop completes. */
public final class Hub implements AutoCloseable {

    private final RunningHub running;

    private Hub(RunningHub running) {
        this.running = running;
    }

    /**
     * @param configuration checked; its agreements count only with both signatures
     * @param directory registrar-signed; holds this hub's deliver and log keys
     * @param data the data folder: uses hub/ and log/ below it, writes hub/endpoint.json once ready
     * @param peerLogs logs of other nodes, for a node that is new or has lost its state
     */
    public record Options(
            Configuration configuration,
            Directory directory,
            TrustAnchors trust,
            Path data,
            Clock clock,
            List<Path> peerLogs) {

        /** Of a hub that needs no other's log. */
        public Options(Configuration configuration, Directory directory, TrustAnchors trust, Path data, Clock clock) {
            this(configuration, directory, trust, data, clock, List.of());
        }
    }

    /** Returns once the broker takes connections; where witnesses must be asked first, journeys begin with their answers. */
    public static Hub start(Options options) throws Exception {
        return start(options, () -> {});
    }

    /** @param afterAppend runs in each batch between the log and the delivery: where a test lets the hub break */
    static Hub start(Options options, Runnable afterAppend) throws Exception {
        return new Hub(RunningHub.start(options, afterAppend));
    }

    /** Where agencies connect first. */
    public String host() {
        return running.broker().places().first().host();
    }

    public int port() {
        return running.broker().places().first().port();
    }

    public TileLog log() {
        return running.log();
    }

    /**
     * Takes over a changed configuration and directory between two batches. What is under way is not interrupted; every record
     * that is logged after the {@code config} entry is decided by the new one.
     *
     * @return what is in force now
     * @throws ReloadRefused with every reason; then everything is as it was before
     * @throws IOException if the log folder cannot be written; then too
     */
    public AgreementsInForce reload(Configuration configuration, Directory directory)
            throws ReloadRefused, IOException {
        return running.rules().change(configuration, directory);
    }

    /** What this hub decides by now. */
    public AgreementsInForce agreements() {
        return running.rules().current().agreements();
    }

    /** The digest of the configuration that is in force. */
    public String configuration() {
        return running.rules().current().configuration().digest();
    }

    /** Where the operator decides about dead letters; empty before the hub is ready. */
    public Optional<DeadLetterDesk> deadLetters() {
        return running.deadLetters();
    }

    /** How the hub is now: what stands still, and why. */
    public Health health() {
        return running.health();
    }

    /** CPU seconds that each stage of the journey has used so far. */
    public SortedMap<String, Double> effort() {
        return running.effort();
    }

    /** Waits until a quorum of witnesses has cosigned everything that is in the log. @return whether it has */
    public boolean awaitWitnessed(Duration longest) throws InterruptedException {
        return running.witnessing().await(longest);
    }

    /** Messages in one of the broker's queues, for instance {@code in.housing} or {@code dead}. */
    public long queued(String queue) {
        return running.broker().depth(queue);
    }

    @Override
    public void close() throws Exception {
        running.close();
    }
}
