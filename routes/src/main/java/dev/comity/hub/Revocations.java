package dev.comity.hub;

import dev.comity.batch.Unavailable;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.Directory;
import dev.comity.directory.Revocation;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes revocations from {@code directory/revocations/} into the log, those that lie there at the start before anything is judged, and
 * later ones within a second or two. From its entry on, nothing that the key signs is accepted.
 */
final class Revocations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final long POLL_MILLIS = 1_000;
    private static final int MAX_BYTES = 16 * 1024;

    private final Path folder;
    private final Supplier<Directory> directory;
    private final TrustAnchors trust;
    private final KeptStatements kept;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final Set<Path> done = new HashSet<>();
    private final Thread thread = new Thread(this::run, "comity-revocations");
    private volatile boolean running = true;

    private Revocations(Hub.Options options, Supplier<Directory> directory, ExchangeLog log, ExchangeState state) {
        this.folder = options.data().resolve("directory/revocations");
        this.directory = directory;
        this.trust = options.trust();
        this.kept = new KeptStatements(options.data().resolve("log"));
        this.log = log;
        this.state = state;
        thread.setDaemon(true);
    }

    /**
     * @param directory as it is in force now
     * @throws IOException if the folder or the log cannot be used
     */
    static Revocations follow(Hub.Options options, Supplier<Directory> directory, ExchangeLog log, ExchangeState state)
            throws IOException {
        Revocations revocations = new Revocations(options, directory, log, state);
        revocations.look();
        revocations.thread.start();
        return revocations;
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(POLL_MILLIS);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | Unavailable e) {
                LOG.warn("Revocations cannot be logged and are tried again: {}", e.getMessage());
            }
        }
    }

    private void look() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".jwt"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !done.contains(file))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            take(file);
            done.add(file);
        }
    }

    private void take(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1).strip();
            Revocation revocation = Revocation.verify(text, directory.get(), trust);
            if (state.revocation(revocation.kid()).isEmpty()) {
                log(revocation);
            }
        } catch (RecordRefused e) {
            LOG.error("{} is no revocation to rely on, so the key still counts: {}", file, e.getMessage());
        }
    }

    private void log(Revocation revocation) throws IOException {
        kept.keep(revocation.jws());
        String digest = Base64Url.encode(Crypto.sha256(revocation.jws().getBytes(StandardCharsets.US_ASCII)));
        var placed = log.append(draft -> List.of(Entry.of(
                Entry.Kind.REVOCATION,
                Json.object()
                        .put("time", draft.time().toString())
                        .put("agency", revocation.agency())
                        .put("kid", revocation.kid())
                        .put("statement", digest))));
        LOG.warn(
                "Key {} of '{}' is revoked ({}) by entry {}: nothing that it signs is accepted from here on",
                revocation.kid(),
                revocation.agency(),
                revocation.reason().code(),
                placed.get(0).index());
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(5_000);
    }
}
