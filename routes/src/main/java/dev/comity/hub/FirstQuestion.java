package dev.comity.hub;

import dev.comity.witnesses.Witnessing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub that starts again asks its witnesses what they have seen before it signs anything: its log might be an older copy of
 * itself. Their answers come over the broker, from agencies that connect only once the hub is there, so the journeys begin later.
 */
final class FirstQuestion implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FirstQuestion.class);
    private static final long RETRY_MILLIS = 2_000;

    private final Witnessing witnessing;
    private final Journeys journeys;
    private volatile boolean closed;
    private volatile boolean asking;
    private Thread thread;

    /** What begins when it is known that the log is the newest. */
    @FunctionalInterface
    interface Journeys {
        void begin() throws Exception;
    }

    private FirstQuestion(Witnessing witnessing, Journeys journeys) {
        this.witnessing = witnessing;
        this.journeys = journeys;
    }

    /** Begins at once where there is nothing to ask. */
    static FirstQuestion ask(Witnessing witnessing, Journeys journeys) throws Exception {
        var question = new FirstQuestion(witnessing, journeys);
        if (witnessing.mustAsk()) {
            question.thread = new Thread(question::run, "comity-first-question");
            question.thread.setDaemon(true);
            question.thread.start();
        } else {
            journeys.begin();
        }
        return question;
    }

    private void run() {
        while (!closed) {
            try {
                if (isNewest() && !closed) {
                    journeys.begin();
                }
                return;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.error("The journeys do not begin; tried again", e);
                sleep();
            }
        }
    }

    private boolean isNewest() throws Exception {
        asking = true;
        try {
            return witnessing.ask();
        } finally {
            asking = false;
        }
    }

    private void sleep() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        if (thread != null) {
            if (asking) {
                // It only waits, perhaps for ever; the beginning of the journeys is not to be torn.
                thread.interrupt();
            }
            thread.join(RETRY_MILLIS * 10);
        }
    }
}
