package dev.comity.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.LogEvidence;
import dev.comity.index.Trail;
import dev.comity.log.Entry;
import dev.comity.log.LogEntries;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the entries that tell of one exchange and tells them. An agency is told what it took part in: the provider everything of
 * its own record, a consumer what concerns itself, and anybody else nothing, not even that there is such an exchange.
 */
public final class Storyteller {

    private final LogEntries log;
    private final Trail trail;
    private final EventWriter writer;

    /** @param evidence of the same log */
    public Storyteller(LogEntries log, Trail trail, LogEvidence evidence) {
        this.log = log;
        this.trail = trail;
        this.writer = new EventWriter(new Written(evidence));
    }

    /**
     * @param id of an exchange or a delivery, a record's {@code jti}, or the digest of a submission's JWS
     * @param reader an agency; empty for who may read the whole log
     * @return empty if the log has nothing of it, or nothing for this reader
     */
    public Optional<Story> tell(String id, Optional<String> reader) throws SQLException, IOException {
        String exchange = trail.exchangeOf(id).orElse(id);
        List<Long> indices = trail.ofExchange(exchange);
        return indices.isEmpty() ? refused(id, reader) : accepted(exchange, indices, reader);
    }

    private Optional<Story> accepted(String exchange, List<Long> indices, Optional<String> reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (long index : indices) {
            entries.add(Entry.parse(log.entry(index)));
        }
        Reader to = Reader.of(reader, entries);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (to.mayKnow(entries.get(i))) {
                events.add(writer.write(indices.get(i), entries.get(i), to));
            }
        }
        boolean open = count(entries, Entry.Kind.RELEASED, to) > count(entries, Entry.Kind.ACKNOWLEDGED, to);
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(new Story(exchange, open ? "under way" : "delivered", reader, events));
    }

    private static long count(List<Entry> entries, Entry.Kind kind, Reader to) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && to.mayKnow(entry))
                .map(entry -> entry.json().path("delivery").asText())
                .distinct()
                .count();
    }

    private Optional<Story> refused(String id, Optional<String> reader) throws SQLException, IOException {
        List<Event> events = new ArrayList<>();
        String config = "";
        for (long index : trail.refusals(id)) {
            Entry entry = Entry.parse(log.entry(index));
            Reader to = Reader.of(reader, List.of(entry));
            if (to.mayKnow(entry)) {
                config = config.isEmpty() ? configBefore(index) : config;
                events.add(writer.refused(index, entry, config));
            }
        }
        return events.isEmpty() ? Optional.empty() : Optional.of(new Story(id, "refused", reader, events));
    }

    /** The configuration in force where an entry stands: the nearest entry before it that names one. */
    private String configBefore(long index) throws IOException {
        for (long at = index - 1; at >= 0; at--) {
            Entry entry = Entry.parse(log.entry(at));
            ObjectNode json = entry.json();
            JsonNode digest = json.get(entry.kind() == Entry.Kind.CONFIG ? "digest" : "config");
            if (digest != null) {
                return digest.asText();
            }
        }
        return "";
    }
}
