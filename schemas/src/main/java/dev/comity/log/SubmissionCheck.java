package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.refusal.RefusalCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Submission statements, accepted and refused: for each signing key a chain, each link with the next number and the digest
 * of the one before. A statement that does not follow stands in a refusal {@code sequence-gap}, which shows the gap; the
 * chain goes on from it, so that one loss costs one record. Keeps about 250 bytes a key.
 */
final class SubmissionCheck {

    private final Findings findings;
    private final UndeliverableCheck undeliverable;
    private final Map<String, Link> last = new HashMap<>();
    private long accepted;
    private final Elsewhere elsewhere;
    private long gaps;
    private long seams;

    /** Whether other logs of the hub may hold what is missing in this one. */
    enum Elsewhere {
        /** The hub has one log. */
        NOWHERE,
        /** It has others, which are not looked at. */
        POSSIBLE,
        /** They are verified with this one, and the sequences are judged over all of them. */
        CHECKED
    }

    private record Link(long seq, String digest) {

        private static final Link START = new Link(0, "");
    }

    SubmissionCheck(Findings findings, Elsewhere elsewhere) {
        this.findings = findings;
        this.undeliverable = new UndeliverableCheck(findings);
        this.elsewhere = elsewhere;
    }

    /** @throws IllegalArgumentException if the statement's members are not what they should be */
    void see(long index, Entry entry) {
        undeliverable.see(index, entry);
        if (entry.json().has("resubmission")) {
            // Its statement stands in the chain since it came first.
            accepted += entry.kind() == Entry.Kind.SUBMITTED ? 1 : 0;
        } else if (entry.kind() == Entry.Kind.SUBMITTED) {
            accepted++;
            require(index, entry.json().path("submission"));
        } else if (entry.json().has("statement")
                && (entry.kind() == Entry.Kind.REFUSED || entry.kind() == Entry.Kind.UNDELIVERABLE)) {
            refused(index, entry.json());
        }
    }

    private void refused(long index, JsonNode refusal) {
        JsonNode statement = refusal.path("statement");
        if (isSequenceGap(refusal.path("reasons"))) {
            gaps++;
            goOnFrom(statement);
        } else {
            require(index, statement);
        }
    }

    private void require(long index, JsonNode statement) {
        if (!follows(statement) && elsewhere != Elsewhere.NOWHERE) {
            seams++;
        } else if (!follows(statement)) {
            findings.add(
                    LogVerifier.SUBMISSIONS,
                    "entry " + index,
                    "submission seq %d does not follow the last statement of its key: one is missing, or there are two chains"
                            .formatted(EntryText.seq(statement)),
                    index);
        }
        goOnFrom(statement);
    }

    private boolean follows(JsonNode statement) {
        Link before = last.getOrDefault(EntryText.of(statement, "kid"), Link.START);
        String previous = statement.has("prev") ? EntryText.of(statement, "prev") : "";
        return EntryText.seq(statement) == before.seq() + 1 && previous.equals(before.digest());
    }

    private void goOnFrom(JsonNode statement) {
        Link link = new Link(EntryText.seq(statement), EntryText.of(statement, "digest"));
        last.put(EntryText.of(statement, "kid"), link);
    }

    static boolean isSequenceGap(JsonNode reasons) {
        for (JsonNode reason : reasons) {
            if (reason.path("code").asText().equals(RefusalCode.SEQUENCE_GAP.code())) {
                return true;
            }
        }
        return false;
    }

    /** After the last entry. */
    LogVerifier.Check check() {
        String places = seams == 0 ? "" : "; %d times another log goes before".formatted(seams);
        LogVerifier.Check check = findings.check(LogVerifier.SUBMISSIONS, summary() + places);
        // What is wrong in this log is wrong, whatever another one holds.
        if (check.status().equals("pass") && seams > 0 && elsewhere == Elsewhere.POSSIBLE) {
            return new LogVerifier.Check(
                    LogVerifier.SUBMISSIONS,
                    "unknown",
                    "in %d places a key's sequence goes on from what is not in this log; verify it together with the hub's other logs"
                            .formatted(seams),
                    "");
        }
        return check;
    }

    /** For the verdict when nothing is wrong. */
    private String summary() {
        return "%d accepted under %d keys; %d gaps, each with its refusal%s"
                .formatted(accepted, last.size(), gaps, undeliverable.summary());
    }
}
