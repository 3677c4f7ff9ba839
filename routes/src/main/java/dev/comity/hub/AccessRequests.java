package dev.comity.hub;

import dev.comity.batch.Unavailable;
import dev.comity.disk.DurableFile;
import dev.comity.envelope.AccessRequest;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running hub's letter box for auditors on the same machine: a request is a file {@code NAME.jwt} in the folder; the answer is
 * {@code NAME.entry} with {@code NAME.tlog-proof}, or {@code NAME.refused} with the reason.
 */
final class AccessRequests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessRequests.class);
    private static final long POLL_MILLIS = 300;

    private final Path folder;
    private final AccessDesk desk;
    private final Thread thread;
    private volatile boolean running = true;

    private AccessRequests(Path folder, AccessDesk desk) {
        this.folder = folder;
        this.desk = desk;
        this.thread = new Thread(this::run, "comity-access-requests");
    }

    static AccessRequests listen(Path folder, AccessDesk desk) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AccessRequests requests = new AccessRequests(folder, desk);
        requests.thread.setDaemon(true);
        requests.thread.start();
        return requests;
    }

    private void run() {
        while (running) {
            try {
                for (Path request : waiting()) {
                    answer(request);
                }
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | Unavailable e) {
                LOG.warn("Requests of auditors wait and are tried again: {}", e.getMessage());
                sleep();
            }
        }
    }

    private void sleep() {
        try {
            Thread.sleep(POLL_MILLIS * 10);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jwt"))
                    .sorted()
                    .toList();
        }
    }

    private void answer(Path request) throws IOException {
        String name = request.getFileName().toString().replaceFirst("\\.jwt$", "");
        try {
            AccessDesk.Granted granted = desk.grant(text(request));
            DurableFile.write(
                    folder.resolve(name + ".tlog-proof"), granted.proof().text());
            DurableFile.write(folder.resolve(name + ".entry"), granted.entry().bytes());
            LOG.info("Access granted and logged as entry {}", granted.proof().index());
        } catch (RecordRefused e) {
            DurableFile.write(folder.resolve(name + ".refused"), e.getMessage() + "\n");
            LOG.warn("A request to see entries or evidence was refused: {}", e.getMessage());
        }
        Files.delete(request);
    }

    private static String text(Path request) throws IOException {
        try (var in = Files.newInputStream(request)) {
            // One byte over the limit is enough for the reader to refuse it.
            return new String(in.readNBytes(AccessRequest.MAX_BYTES + 1), StandardCharsets.ISO_8859_1).strip();
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join(POLL_MILLIS * 20);
    }
}
