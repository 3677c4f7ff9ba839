package dev.comity.chaos;

import dev.comity.client.BrokerSession;
import dev.comity.client.HubEndpoint;
import dev.comity.client.IncomingMessage;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer that opens nothing and remembers all: it knows for certain what it has taken, so that it notices what the hub's
 * broker brings once more after that.
 */
final class Tap implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;
    private static final int BATCH = 100;

    private final Path endpoint;
    private final Path password;
    private final Set<String> taken = new LinkedHashSet<>();
    private final Set<String> again = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "chaos-tap");
    private volatile boolean running = true;

    private Tap(Path endpoint, Path password) {
        this.endpoint = endpoint;
        this.password = password;
        thread.setDaemon(true);
    }

    static Tap start(Bed bed) {
        Tap tap = new Tap(
                bed.data().hub().resolve("endpoint.json"),
                bed.data().agency(Bed.TAP).resolve("keys/broker.password"));
        tap.thread.start();
        return tap;
    }

    private void run() {
        while (running) {
            try (BrokerSession session = open()) {
                while (running && session.isOpen()) {
                    turn(session);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception away) {
                pause();
            }
        }
    }

    private BrokerSession open() throws Exception {
        return BrokerSession.open(
                HubEndpoint.read(endpoint), Bed.TAP, Files.readString(password).strip());
    }

    private void turn(BrokerSession session) throws Exception {
        List<String> deliveries = new ArrayList<>();
        Optional<IncomingMessage> next = session.receive(PAUSE_MILLIS);
        for (int n = 1; next.isPresent(); n++) {
            if (next.get().contentType().equals(Wire.RECORD)) {
                deliveries.add(delivery(next.get()));
            }
            next.get().taken().confirm();
            next = n < BATCH ? session.receive(0) : Optional.empty();
        }
        session.commit();
        taken(deliveries);
    }

    private static String delivery(IncomingMessage message) throws IOException {
        return message.entryBytes()
                .map(Entry::parse)
                .map(entry -> entry.json().path("delivery").asText())
                .orElseThrow(() -> new IOException("a delivery came without its entry"));
    }

    /** The broker has confirmed that these are taken. What was taken before was delivered twice. */
    private synchronized void taken(List<String> deliveries) {
        for (String delivery : deliveries) {
            if (!taken.add(delivery)) {
                again.add(delivery);
            }
        }
    }

    /** Deliveries that the broker has confirmed as taken. */
    synchronized Set<String> taken() {
        return new LinkedHashSet<>(taken);
    }

    /** Those of them that came once more afterwards. */
    synchronized Set<String> again() {
        return new LinkedHashSet<>(again);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join();
    }
}
