package dev.comity.agency;

import dev.comity.outbox.Outbox;
import dev.comity.yaml.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets sources wait while the outbox is full, as when the hub is away for long: what is not read stays where it is safe, in the
 * agency's own system, and disk and memory stay bounded. It is filled by one transaction over its limit at most. Thread-safe.
 */
public final class OutboxRoom implements AutoCloseable {

    /** Envelopes without an answer, unless the settings say something else. */
    public static final int USUAL_LIMIT = 20_000;

    /** In the environment: how many envelopes may wait for the hub's answer. */
    static final String SETTING = "COMITY_OUTBOX_LIMIT";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,7}");
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRoom.class);
    private static final long LOOK_MILLIS = 200;

    private final String agency;
    private final Outbox outbox;
    private final int limit;
    private volatile boolean closed;

    /** @param limit most envelopes without an answer */
    public OutboxRoom(String agency, Outbox outbox, int limit) {
        this.agency = agency;
        this.outbox = outbox;
        this.limit = limit;
    }

    /** @throws AgencyView.NotReady if the setting is no whole number from 1 to 99999999 */
    static int limit(Map<String, String> environment) throws AgencyView.NotReady {
        String text = environment.getOrDefault(SETTING, Integer.toString(USUAL_LIMIT));
        if (!NUMBER.matcher(text).matches()) {
            AgencyView.NotReady.require(
                    List.of(Problem.error(SETTING, 0, 0, "a whole number from 1 to 99999999 was expected")));
        }
        return Integer.parseInt(text);
    }

    boolean isFull() throws SQLException {
        return outbox.hasOpen(limit);
    }

    /**
     * Returns when there is room.
     *
     * @throws IllegalStateException if the agency's side stops meanwhile: what was to be taken is read again by the next start
     */
    void await() throws SQLException {
        if (!isFull()) {
            return;
        }
        LOG.warn("{}: {} envelopes wait for the hub's answer; its sources wait until there are fewer", agency, limit);
        while (isFull()) {
            if (closed) {
                throw new IllegalStateException("the agency's side stops");
            }
            sleep();
        }
    }

    private void sleep() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Whoever waits gives up. */
    @Override
    public void close() {
        closed = true;
    }
}
