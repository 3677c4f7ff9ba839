package dev.comity.bench;

import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import dev.comity.log.StoredLog;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Holds the hub's log against what was sent: every delivery has its entry, and the log verifies. */
final class LoggedCheck {

    private final Installation installation;
    private final Set<String> expected = new HashSet<>();
    private long records;
    private long submitted;
    private long released;
    private long unexpected;

    LoggedCheck(Installation installation) {
        this.installation = installation;
    }

    /** These must be in the log. */
    void expect(Iterable<SealedRecord> sent) {
        for (SealedRecord record : sent) {
            records++;
            expected.addAll(record.deliveries());
        }
    }

    /**
     * Reads the whole log; the hub must have stopped.
     *
     * @return one line that says what is in it
     * @throws BenchFailed if a delivery has no entry, or an entry no delivery, or the log does not verify
     */
    String run() throws IOException, BenchFailed {
        StoredLog log = StoredLog.open(installation.setting().data().log());
        log.forEach(0, (index, bytes) -> see(Entry.parse(bytes)));
        var verdict = LogVerifier.verify(
                installation.setting().data().log(), installation.setting().trust(), done -> {});
        if (submitted != records || !expected.isEmpty() || unexpected > 0) {
            throw new BenchFailed(
                    "Not logged as delivered: %,d of %,d records have an entry; %,d deliveries have none, %,d entries nobody expected."
                            .formatted(submitted, records, expected.size(), unexpected));
        }
        if (verdict.outcome() != LogVerifier.Outcome.VERIFIED) {
            throw new BenchFailed("The log does not verify: " + verdict.checks());
        }
        return "%,d records and %,d deliveries, each once; the log of %,d entries verifies"
                .formatted(submitted, released, log.size());
    }

    private void see(Entry entry) {
        if (entry.kind() == Entry.Kind.SUBMITTED) {
            submitted++;
        } else if (entry.kind() == Entry.Kind.RELEASED) {
            released++;
            if (!expected.remove(entry.json().get("delivery").textValue())) {
                unexpected++;
            }
        } else if (entry.kind() == Entry.Kind.REFUSED || entry.kind() == Entry.Kind.UNDELIVERABLE) {
            unexpected++;
        }
    }
}
