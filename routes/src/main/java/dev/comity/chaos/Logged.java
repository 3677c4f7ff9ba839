package dev.comity.chaos;

import dev.comity.log.Entry;
import dev.comity.log.StoredLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the log says about records and deliveries; reads on where it stopped. */
final class Logged {

    private final Path folder;
    private final Map<String, Integer> submitted = new HashMap<>();
    private final Map<String, Set<String>> released = new HashMap<>();
    private final Map<String, Integer> acknowledged = new HashMap<>();
    private long refused;
    private long undeliverable;
    private long entries;

    Logged(Path folder) {
        this.folder = folder;
    }

    void readOn() throws IOException {
        if (Files.exists(folder.resolve("checkpoint"))) {
            StoredLog log = StoredLog.open(folder);
            log.forEach(entries, (index, bytes) -> take(Entry.parse(bytes)));
            entries = log.size();
        }
    }

    private void take(Entry entry) {
        switch (entry.kind()) {
            case SUBMITTED -> accepted(text(entry, "jti"));
            case RELEASED -> released(text(entry, "consumer"), text(entry, "delivery"));
            case ACKNOWLEDGED -> acknowledged(text(entry, "delivery"));
            case REFUSED -> refused++;
            case UNDELIVERABLE -> undeliverable++;
            default -> {
                // Changes of rules and keys: not about a record.
            }
        }
    }

    void accepted(String jti) {
        submitted.merge(jti, 1, Integer::sum);
    }

    void released(String consumer, String delivery) {
        released.computeIfAbsent(consumer, first -> new LinkedHashSet<>()).add(delivery);
    }

    void acknowledged(String delivery) {
        acknowledged.merge(delivery, 1, Integer::sum);
    }

    private static String text(Entry entry, String member) {
        return entry.json().path(member).asText();
    }

    /** How often each record was accepted, by its jti. */
    Map<String, Integer> submitted() {
        return submitted;
    }

    /** Deliveries to a consumer. */
    Set<String> released(String consumer) {
        return released.getOrDefault(consumer, Set.of());
    }

    /** How often each delivery was acknowledged. */
    Map<String, Integer> acknowledged() {
        return acknowledged;
    }

    long refused() {
        return refused;
    }

    long undeliverable() {
        return undeliverable;
    }

    long entries() {
        return entries;
    }
}
