package dev.comity.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import dev.comity.log.Merkle;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a log says about one agency. Keeps about 500 bytes an exchange of this agency. */
final class LoggedSide {

    private final String agency;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Placed> releasedToIt = new LinkedHashMap<>();
    private final Map<String, Placed> acknowledgedByIt = new HashMap<>();
    private final Map<String, Placed> passedOnToIt = new LinkedHashMap<>();
    private final Set<Long> undelivered = new HashSet<>();
    private final Map<Long, byte[]> leaves = new HashMap<>();
    private final Set<String> heads;
    private final Set<String> seenHeads = new HashSet<>();
    private Instant latest = Instant.EPOCH;

    /** @param statement digest of the submission statement, or empty text where the log does not name one */
    record Answer(long index, Entry.Kind kind, String statement, Instant time) {}

    /** @param seq number of the delivery; 0 for an acknowledgement */
    record Placed(long index, Instant time, String exchange, long seq) {}

    private LoggedSide(String agency, Set<String> heads) {
        this.agency = agency;
        this.heads = heads;
    }

    /**
     * @param asked places whose leaf hashes are wanted
     * @param heads digests of submission statements, of any agency, that are looked for
     */
    static LoggedSide read(LogReader log, String agency, Set<Long> asked, Set<String> heads) throws IOException {
        LoggedSide side = new LoggedSide(agency, heads);
        log.forEach(0, log.checkpoint().size(), (index, bytes) -> {
            if (asked.contains(index)) {
                side.leaves.put(index, Merkle.leafHash(bytes));
            }
            try {
                side.see(index, Entry.parse(bytes));
            } catch (IllegalArgumentException e) {
                // The verifier names what is no entry; it says nothing about this agency.
            }
        });
        return side;
    }

    private void see(long index, Entry entry) {
        JsonNode json = entry.json();
        latest = entry.time();
        for (String member : List.of("submission", "statement")) {
            String statement = json.path(member).path("digest").asText();
            if (heads.contains(statement)) {
                seenHeads.add(statement);
            }
        }
        boolean provides = json.path("provider").asText().equals(agency);
        boolean consumes = json.path("consumer").asText().equals(agency);
        switch (entry.kind()) {
            case SUBMITTED -> answered(provides, index, entry, "jws", "submission");
            case REFUSED -> answered(provides, index, entry, "submission", "statement");
            case UNDELIVERABLE -> undeliverable(provides, index, entry);
            case RELEASED -> put(consumes, releasedToIt, index, entry);
            case ACKNOWLEDGED -> {
                put(consumes, acknowledgedByIt, index, entry);
                put(provides, passedOnToIt, index, entry);
            }
            default -> {
                // The other kinds are about no exchange.
            }
        }
    }

    /** What became of one delivery does not change the answer to its submission; to its consumer it does not come any more. */
    private void undeliverable(boolean provides, long index, Entry entry) {
        JsonNode json = entry.json();
        if (!json.has("delivery")) {
            answered(provides, index, entry, "submission", "statement");
        }
        String exchange = json.path("exchange").asText();
        releasedToIt.entrySet().removeIf(one -> {
            boolean gone = one.getValue().exchange().equals(exchange)
                    && (!json.has("delivery")
                            || one.getKey().equals(json.get("delivery").asText()));
            return gone && undelivered.add(one.getValue().seq());
        });
    }

    private void answered(boolean provides, long index, Entry entry, String jws, String statement) {
        if (provides) {
            String digest = entry.json().path(statement).path("digest").asText();
            answers.put(entry.json().path(jws).asText(), new Answer(index, entry.kind(), digest, entry.time()));
        }
    }

    private static void put(boolean concerns, Map<String, Placed> to, long index, Entry entry) {
        if (concerns) {
            to.putIfAbsent(
                    entry.json().path("delivery").asText(),
                    new Placed(
                            index,
                            entry.time(),
                            entry.json().path("exchange").asText(),
                            entry.json().path("seq").asLong()));
        }
    }

    /** By the digest of the JWS that is answered. */
    Map<String, Answer> answers() {
        return answers;
    }

    /** Deliveries to the agency. */
    Map<String, Placed> releasedToIt() {
        return releasedToIt;
    }

    /** Numbers of deliveries to the agency that the log says could not be delivered. */
    Set<Long> undelivered() {
        return undelivered;
    }

    /** Deliveries to the agency whose acknowledgement is logged. */
    Map<String, Placed> acknowledgedByIt() {
        return acknowledgedByIt;
    }

    /** Deliveries of the agency's records whose acknowledgement is logged. */
    Map<String, Placed> passedOnToIt() {
        return passedOnToIt;
    }

    /** Whether a statement that was looked for is in the log. */
    boolean holdsStatement(String digest) {
        return seenHeads.contains(digest);
    }

    /** Leaf hash at a place that was asked for; null where the log does not reach it. */
    byte[] leaf(long index) {
        return leaves.get(index);
    }

    /** Time of the newest entry. */
    Instant latest() {
        return latest;
    }
}
