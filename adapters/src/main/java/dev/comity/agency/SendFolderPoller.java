package dev.comity.agency;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into {@code send/} a few times a second, and at once when a receipt came. */
final class SendFolderPoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SendFolderPoller.class);
    private static final long EVERY_MILLIS = 300;
    private static final long END_MILLIS = 10_000;

    private final String agency;
    private final SendFolder folder;
    private final Runnable sent;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean caughtUp;

    private SendFolderPoller(String agency, SendFolder folder, Runnable sent) {
        this.agency = agency;
        this.folder = folder;
        this.sent = sent;
        this.thread = new Thread(this::run, agency + "-send");
        this.thread.setDaemon(true);
    }

    static SendFolderPoller start(String agency, SendFolder folder, Runnable sent) {
        SendFolderPoller poller = new SendFolderPoller(agency, folder, sent);
        poller.thread.start();
        return poller;
    }

    void wake() {
        wake.release();
    }

    boolean caughtUp() {
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try {
                int taken = folder.poll();
                caughtUp = taken == 0;
                if (taken > 0) {
                    sent.run();
                }
            } catch (Exception e) {
                caughtUp = false;
                LOG.warn("{}: send/ could not be read ({}); trying again", agency, e.toString());
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (wake.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        wake();
        thread.join(END_MILLIS);
    }
}
