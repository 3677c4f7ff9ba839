package dev.comity.log;

import dev.comity.fault.FaultPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Whatever was handed in while it wrote the last round goes into the next one together, so that
 * many callers share one round of fsync. A thread of its own, because an interrupt of a caller must not tear a file.
 */
final class LogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    private final LogFolder folder;
    private final LogSigner signer;
    private final Thread thread;
    private final List<Batch> queue = new ArrayList<>();
    private boolean closed;
    /** Held while the checkpoint's file is replaced: two threads do, the writer and whoever brings cosignatures. */
    private final Object publishing = new Object();

    private volatile LogHead head;
    private State state = State.CLEAN;

    /** What the last failure left behind; only the writing thread looks. */
    private enum State {
        CLEAN,
        /** Tiles beyond the checkpoint may lie about; they must go before anything is written. */
        LEFTOVERS,
        /** A checkpoint was signed and may or may not be published. */
        UNCERTAIN
    }

    private record Batch(List<byte[]> entries, CompletableFuture<TileLog.Appended> done) {}

    LogWriter(LogFolder folder, LogSigner signer) throws IOException {
        this.folder = folder;
        this.signer = signer;
        this.head = new LogRecovery(folder, signer).recover();
        this.thread = new Thread(this::run, "exchange-log");
        thread.setDaemon(true);
        thread.start();
    }

    LogHead head() {
        return head;
    }

    TileLog.Appended append(List<byte[]> entries) throws IOException {
        requireEntries(entries);
        Batch batch = new Batch(List.copyOf(entries), new CompletableFuture<>());
        enqueue(batch);
        try {
            return batch.done().join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void requireEntries(List<byte[]> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("at least one entry was expected");
        }
        for (byte[] entry : entries) {
            if (entry.length == 0 || entry.length > Entry.MAX_BYTES) {
                throw new IllegalArgumentException(
                        "an entry of 1 to %d bytes was expected, found %d".formatted(Entry.MAX_BYTES, entry.length));
            }
        }
    }

    private synchronized void enqueue(Batch batch) throws IOException {
        if (closed) {
            throw new IOException("the log is closed; nothing was logged");
        }
        queue.add(batch);
        notifyAll();
    }

    private void run() {
        for (List<Batch> round = next(); !round.isEmpty(); round = next()) {
            write(round);
        }
    }

    /** Waits for work and takes all of it; nothing means that the log was closed. */
    private synchronized List<Batch> next() {
        while (queue.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Only close() ends this thread: an interrupt from elsewhere must not stop the log.
            }
        }
        List<Batch> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    private void write(List<Batch> batches) {
        if (state == State.UNCERTAIN) {
            fail(
                    batches,
                    "not logged: an earlier round failed when its checkpoint was signed already; open the log anew",
                    null);
            return;
        }
        try {
            removeLeftovers();
            long index = head.size();
            LogRound round = commit(batches);
            for (Batch batch : batches) {
                batch.done().complete(new TileLog.Appended(index, head.checkpoint()));
                index += batch.entries().size();
            }
            // Nobody waits for that, and a removal takes as long as a sync.
            removePartials(round);
        } catch (Throwable e) {
            // Whoever waits must hear of it, whatever it was, or would wait for ever.
            fail(batches, outcome() + e.getMessage(), e);
        }
    }

    private static void fail(List<Batch> batches, String message, Throwable cause) {
        batches.forEach(batch -> batch.done().completeExceptionally(new IOException(message, cause)));
    }

    private String outcome() {
        return state == State.UNCERTAIN
                ? "signed, but perhaps not durable; open the log anew to learn whether it holds these entries: "
                : "not logged: ";
    }

    private void removeLeftovers() throws IOException {
        if (state == State.LEFTOVERS) {
            head = new LogRecovery(folder, signer).recover();
            state = State.CLEAN;
        }
    }

    private LogRound commit(List<Batch> batches) throws IOException {
        LogRound round = new LogRound(head);
        batches.forEach(batch -> batch.entries().forEach(round::add));
        state = State.LEFTOVERS;
        folder.writeTiles(round.tiles());
        FaultPoint.LOG_TILES_DURABLE.reach();
        synchronized (publishing) {
            state = State.UNCERTAIN;
            Checkpoint checkpoint =
                    signer.sign(round.edge().size(), round.edge().root());
            folder.publish(signer.cosigned(checkpoint));
            FaultPoint.LOG_CHECKPOINT_PUBLISHED.reach();
            state = State.CLEAN;
            head = round.head(checkpoint);
        }
        return round;
    }

    private void removePartials(LogRound round) {
        try {
            folder.removePartials(round.fullTiles());
        } catch (IOException e) {
            // The entries are logged; what stays behind is removed when the log is opened the next time.
            LOG.warn("partial tiles could not be removed: {}", e.toString());
        }
    }

    /** @return whether the published head was still this one */
    boolean addCosignatures(Checkpoint of, List<SignedNote.Line> lines) throws IOException {
        synchronized (publishing) {
            if (state == State.UNCERTAIN || !head.checkpoint().isSameHead(of)) {
                return false;
            }
            folder.publish(folder.published().with(lines));
            return true;
        }
    }

    void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the log was closed", e);
        }
    }
}
