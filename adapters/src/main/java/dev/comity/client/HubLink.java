package dev.comity.client;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one kind of traffic with the hub going in a thread of its own: connects, works until the connection breaks, waits a little
 * longer each time, and connects again. It never gives up.
 */
public final class HubLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubLink.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(20);

    private final String agency;
    private final HubSession.Connector hub;
    private final String name;
    private final Traffic traffic;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean connected;
    private Duration wait = FIRST_WAIT;
    private String lastProblem = "";

    /** What is done with a session. */
    @FunctionalInterface
    public interface Traffic {

        /** A bounded piece of work; it is called again for as long as the session is open. May wait up to a second. */
        void turn(HubSession session) throws Exception;

        /** Called with each new session, before the first turn: what was under way in an earlier one is unknown. */
        default void connected(HubSession session) throws Exception {}
    }

    private HubLink(String agency, HubSession.Connector hub, String name, Traffic traffic) {
        this.agency = agency;
        this.hub = hub;
        this.name = name;
        this.traffic = traffic;
        this.thread = new Thread(this::run, agency + "-" + name);
        this.thread.setDaemon(true);
    }

    /** @param name of the kind of traffic, for people */
    public static HubLink start(String agency, HubSession.Connector hub, String name, Traffic traffic) {
        HubLink link = new HubLink(agency, hub, name, traffic);
        link.thread.start();
        return link;
    }

    private void run() {
        while (!closed) {
            try (HubSession session = hub.connect()) {
                traffic.connected(session);
                connected = true;
                wait = FIRST_WAIT;
                lastProblem = "";
                while (!closed && session.isOpen()) {
                    traffic.turn(session);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                connected = false;
                pause(e);
            } finally {
                connected = false;
            }
        }
    }

    /** Whether there is a session now, as far as is known. */
    public boolean isConnected() {
        return connected;
    }

    private void pause(Exception e) {
        if (closed) {
            return;
        }
        String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!problem.equals(lastProblem)) {
            // Once a problem, not once a try: a hub may be away for days.
            LOG.warn("{} {}: no traffic with the hub ({}). Nothing is lost; trying again.", agency, name, problem);
            lastProblem = problem;
        }
        try {
            rest();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }

    /** Ends early where the hub says meanwhile that it listens: it has just started. */
    private void rest() throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        long written = hub.heard();
        while (!closed && System.nanoTime() < until && written == hub.heard()) {
            Thread.sleep(FIRST_WAIT.toMillis());
        }
    }

    /** Returns once the thread has ended; what it had under way is done by the next start. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(END.dividedBy(4).toMillis());
        thread.interrupt();
        thread.join(END.toMillis());
    }
}
