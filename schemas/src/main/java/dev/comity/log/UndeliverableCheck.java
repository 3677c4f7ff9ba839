package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of undeliverable things: each is resubmitted or discarded once at most, by an entry that names the place where it was
 * logged; what was discarded stays so. The answer to a resubmission follows at once, says which one it answers, and the
 * resubmissions of one submission are numbered from 1. Keeps about 300 bytes for each undeliverable thing.
 */
final class UndeliverableCheck {

    private final Findings findings;
    private final Map<Long, Dead> waiting = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private Resubmission unanswered;
    private long undeliverable;
    private long resubmitted;
    private long discarded;

    /** @param statement digest of the submission statement that was logged with it, or empty */
    private record Dead(String provider, String submission, String delivery, String statement) {}

    private record Resubmission(long index, Dead dead, long count) {}

    UndeliverableCheck(Findings findings) {
        this.findings = findings;
    }

    /** @throws IllegalArgumentException if members are not what they should be */
    void see(long index, Entry entry) {
        Resubmission before = unanswered;
        unanswered = null;
        boolean answers = entry.kind() != Entry.Kind.RELEASED && entry.json().has("resubmission");
        if (before != null && !answers) {
            wrong(index, "entry %d resubmits a record, and no answer follows it".formatted(before.index()));
        } else if (answers) {
            answered(index, entry.json(), before);
        }
        switch (entry.kind()) {
            case UNDELIVERABLE -> undeliverable(index, entry.json());
            case RESUBMITTED -> resubmitted(index, entry.json());
            case DISCARDED -> {
                discarded++;
                settle(index, entry.json());
            }
            default -> {
                // The other kinds say nothing about what did not arrive.
            }
        }
    }

    private static Dead dead(JsonNode json) {
        return new Dead(
                EntryText.of(json, "provider"),
                EntryText.of(json, "submission"),
                json.path("delivery").asText(),
                json.path("statement").path("digest").asText());
    }

    private void undeliverable(long index, JsonNode json) {
        undeliverable++;
        waiting.put(index, dead(json));
    }

    private Dead settle(long index, JsonNode json) {
        long at = number(json, "undeliverable");
        Dead dead = waiting.remove(at);
        if (dead == null) {
            wrong(index, "entry %d is not undeliverable, or something became of it already".formatted(at));
            return dead(json);
        }
        boolean same = dead.provider().equals(EntryText.of(json, "provider"))
                && dead.submission().equals(EntryText.of(json, "submission"));
        if (!same) {
            wrong(index, "is about another submission than entry %d".formatted(at));
        }
        return dead;
    }

    private void resubmitted(long index, JsonNode json) {
        resubmitted++;
        Dead dead = settle(index, json);
        long count = number(json, "count");
        long expected = counts.merge(dead.provider() + "\n" + dead.submission(), 1L, Long::sum);
        if (count != expected) {
            wrong(index, "resubmission %d of a submission where %d was expected".formatted(count, expected));
        }
        // A single delivery is answered in the entry itself.
        unanswered = dead.delivery().isEmpty() ? new Resubmission(index, dead, count) : null;
        if (json.has("denied")) {
            // Nothing came of it: it is where it was.
            waiting.put(number(json, "undeliverable"), dead);
        }
    }

    private void answered(long index, JsonNode json, Resubmission before) {
        if (before == null) {
            wrong(index, "answers a resubmission that no entry right before it logs");
            return;
        }
        Dead dead = before.dead();
        boolean same = number(json, "resubmission") == before.count()
                && EntryText.of(json, "provider").equals(dead.provider())
                && EntryText.of(json, json.has("jws") ? "jws" : "submission").equals(dead.submission());
        if (!same) {
            wrong(index, "answers another resubmission than that of entry %d".formatted(before.index()));
        }
        String statement = json.path("submission").path("digest").asText();
        if (!dead.statement().isEmpty() && !statement.isEmpty() && !statement.equals(dead.statement())) {
            wrong(index, "names another submission statement than the undeliverable submission had");
        }
    }

    private static long number(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new IllegalArgumentException("the member " + member + " is not a whole number");
        }
        return value.longValue();
    }

    private void wrong(long index, String detail) {
        findings.add(LogVerifier.SUBMISSIONS, "entry " + index, detail, index);
    }

    /** For the verdict when nothing is wrong; empty where nothing was undeliverable. */
    String summary() {
        return undeliverable == 0
                ? ""
                : "; %d undeliverable, %d resubmitted, %d discarded".formatted(undeliverable, resubmitted, discarded);
    }
}
