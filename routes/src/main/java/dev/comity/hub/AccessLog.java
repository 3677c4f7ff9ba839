package dev.comity.hub;

import dev.comity.directory.Directory;
import dev.comity.disk.DurableFile;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.log.StoredLog;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets an auditor's request into the log of a data folder: through the hub that runs there, or, where none does, by appending the
 * entry itself with the hub's key.
 */
public final class AccessLog {

    /** The auditors' signing key in their folder. */
    public static final String AUDIT_KEY = "audit.pem";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 100;

    private final Path data;
    private final String hub;
    private final Directory directory;
    private final Clock clock;

    /** @param hub its id */
    public AccessLog(Path data, String hub, Directory directory, Clock clock) {
        this.data = data;
        this.hub = hub;
        this.directory = directory;
        this.clock = clock;
    }

    /** Where a running hub looks for requests. */
    static Path requests(Path data) {
        return data.resolve("hub").resolve("access");
    }

    /** The entry of a request, and the proof that it is logged. */
    public record Logged(Entry entry, InclusionProof proof) {}

    /**
     * Returns once the request is an entry of the log.
     *
     * @param name of this request among others, for its files
     * @param request compact form, signed
     * @throws RecordRefused if it is not to be granted
     * @throws IOException if neither the hub nor this program can log it; then nothing may be opened
     */
    public Logged log(String name, String request) throws RecordRefused, IOException {
        Optional<Logged> alone = alone(request);
        return alone.isPresent() ? alone.get() : ask(name, request);
    }

    /** Empty if a hub holds the log. */
    private Optional<Logged> alone(String request) throws RecordRefused, IOException {
        if (Files.exists(data.resolve("hub/endpoint.json")) && heldByAnother()) {
            return Optional.empty();
        }
        HubKeys keys = HubKeys.read(data.resolve("hub/keys"), hub, directory, clock);
        String origin = StoredLog.open(data.resolve("log")).origin();
        try (OpenLog log = OpenLog.open(data.resolve("log"), keys.logSigner(origin, clock));
                StateStore store = StateStore.open(data.resolve("hub/state"), log)) {
            var desk = new AccessDesk(hub, directory, new ExchangeLog(log, store, clock), store.state(), data, clock);
            AccessDesk.Granted granted = desk.grant(request);
            store.flush();
            return Optional.of(new Logged(granted.entry(), granted.proof()));
        }
    }

    private boolean heldByAnother() throws IOException {
        try (var channel = FileChannel.open(data.resolve("log/lock"), StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return true;
        }
    }

    private Logged ask(String name, String request) throws RecordRefused, IOException {
        Path folder = requests(data);
        Path entry = folder.resolve(name + ".entry");
        Path refused = folder.resolve(name + ".refused");
        DurableFile.write(folder.resolve(name + ".jwt"), request + "\n");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(entry) && !Files.exists(refused)) {
            if (System.nanoTime() > end) {
                throw new IOException("the hub that runs on this folder did not answer");
            }
            pause();
        }
        if (Files.exists(refused)) {
            throw new RecordRefused(
                    RefusalCode.MALFORMED, "", Files.readString(refused).strip());
        }
        return new Logged(
                Entry.parse(Files.readAllBytes(entry)),
                InclusionProof.parse(Files.readString(folder.resolve(name + ".tlog-proof"))));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the hub was asked", e);
        }
    }
}
