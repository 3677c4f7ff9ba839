package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that must have no gap: each sender numbers its submissions under each key, the hub numbers its deliveries to each
 * consumer. What is missing in a row was left out by somebody.
 */
final class Sequences {

    /**
     * Numbers that are missing.
     *
     * @param sequence whose: {@code submissions of <agency>, key <kid>}, or {@code deliveries to <agency>}
     * @param first number that is missing
     * @param last number that is missing
     * @param before index of the entry that comes after the gap
     * @param explained whether that entry is a refusal that says so
     */
    record Gap(String sequence, long first, long last, long before, boolean explained) {}

    private final Map<String, Long> last = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    /** Reads a log once. @throws IOException where it cannot be read, or holds something that is no entry */
    static Sequences of(LogReader log) throws IOException {
        Sequences sequences = new Sequences();
        log.forEach(0, log.checkpoint().size(), (index, bytes) -> sequences.see(index, Selection.parsed(index, bytes)));
        return sequences;
    }

    private void see(long index, Entry entry) {
        JsonNode json = entry.json();
        switch (entry.kind()) {
            case SUBMITTED -> submission(index, json, json.path("submission"), false);
            case REFUSED -> submission(index, json, json.path("statement"), isGap(json));
            case RELEASED -> next("deliveries to " + json.path("consumer").asText(), json, index, false);
            default -> {}
        }
    }

    private void submission(long index, JsonNode json, JsonNode statement, boolean explained) {
        if (statement.has("seq")) {
            String sequence = "submissions of %s, key %s"
                    .formatted(
                            json.path("provider").asText(),
                            statement.path("kid").asText());
            next(sequence, statement, index, explained);
        }
    }

    private static boolean isGap(JsonNode refusal) {
        for (JsonNode reason : refusal.path("reasons")) {
            if (reason.path("code").asText().equals("sequence-gap")) {
                return true;
            }
        }
        return false;
    }

    private void next(String sequence, JsonNode numbered, long index, boolean explained) {
        long seq = numbered.path("seq").asLong();
        long expected = last.getOrDefault(sequence, 0L) + 1;
        if (seq > expected) {
            gaps.add(new Gap(sequence, expected, seq - 1, index, explained));
        }
        last.merge(sequence, seq, Math::max);
    }

    /** Each sequence with its last number. */
    Map<String, Long> last() {
        return last;
    }

    /** In the order of the log. */
    List<Gap> gaps() {
        return gaps;
    }
}
