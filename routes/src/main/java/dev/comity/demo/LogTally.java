package dev.comity.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what the exchange log says. It reads on where it stopped, so asking again and again costs only what is new. */
final class LogTally {

    /** What one consumer got under one agreement. */
    record Way(String consumer, String record, String agreement) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            return (consumer + "\n" + record + "\n" + agreement)
                    .compareTo(other.consumer + "\n" + other.record + "\n" + other.agreement);
        }
    }

    /** Fields of all deliveries on one way. A field that was in some record and not in others was seen. */
    static final class Seen {
        private final Set<String> released = new TreeSet<>();
        private final Set<String> withheld = new TreeSet<>();
        private long deliveries;

        Set<String> released() {
            return released;
        }

        Set<String> withheld() {
            Set<String> never = new TreeSet<>(withheld);
            never.removeAll(released);
            return never;
        }

        long deliveries() {
            return deliveries;
        }
    }

    /** Why an agreement released nothing of a record. */
    record Denial(String agreement, String code) implements Comparable<Denial> {
        @Override
        public int compareTo(Denial other) {
            return (agreement + "\n" + code).compareTo(other.agreement + "\n" + other.code);
        }
    }

    private long entries;
    private final Set<String> released = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<Way, Seen> seen = new TreeMap<>();
    private final Map<Denial, Long> denials = new TreeMap<>();

    /** Counts the entries that were appended since the last call. */
    void readOn(TileLog log) throws IOException {
        log.forEach(entries, (index, bytes) -> {
            add(Entry.parse(bytes));
            entries = index + 1;
        });
    }

    private void add(Entry entry) {
        switch (entry.kind()) {
            case SUBMITTED -> entry.json().path("decisions").forEach(this::addDecision);
            case RELEASED -> addReleased(entry.json());
            case ACKNOWLEDGED -> acknowledged.add(entry.json().path("delivery").asText());
            default -> {
                // The other kinds say nothing about what an agency saw.
            }
        }
    }

    private void addDecision(JsonNode decision) {
        if (decision.has("denied")) {
            String code = decision.path("denied").path("code").asText();
            denials.merge(new Denial(decision.path("agreement").asText(), code), 1L, Long::sum);
        }
    }

    private void addReleased(JsonNode entry) {
        if (!released.add(entry.path("delivery").asText())) {
            return;
        }
        Way way = new Way(
                entry.path("consumer").asText(),
                entry.path("record").asText(),
                entry.path("agreement").asText());
        Seen fields = seen.computeIfAbsent(way, unused -> new Seen());
        fields.deliveries++;
        entry.path("released").forEach(f -> fields.released.add(f.path("path").asText()));
        entry.path("withheld").forEach(f -> fields.withheld.add(f.path("path").asText()));
    }

    long entries() {
        return entries;
    }

    /** Deliveries, each counted once. */
    long released() {
        return released.size();
    }

    /** Deliveries whose acknowledgement is in the log, each counted once. */
    long acknowledged() {
        return acknowledged.size();
    }

    Map<Way, Seen> seen() {
        return Collections.unmodifiableMap(seen);
    }

    Map<Denial, Long> denials() {
        return Collections.unmodifiableMap(denials);
    }
}
