package dev.comity.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the entries say, in their order: each is well-formed, times never decrease, deliveries and submissions are whole. */
final class EntriesCheck {

    private final Findings findings = new Findings();
    private final DeliveryCheck deliveries = new DeliveryCheck(findings);
    private final SubmissionCheck submissions = new SubmissionCheck(findings);
    private Instant latest = Instant.MIN;
    private long seen;
    private Optional<String> newer = Optional.empty();

    void see(long index, byte[] bytes) {
        if (newer.isPresent()) {
            return;
        }
        try {
            see(index, Entry.parse(bytes));
            seen++;
        } catch (NewerFormat e) {
            newer = Optional.of("entry " + index + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            findings.add(LogVerifier.ENTRIES, "entry " + index, e.getMessage(), index);
        }
    }

    private void see(long index, Entry entry) {
        if (entry.time().isBefore(latest)) {
            findings.add(LogVerifier.TIME, "entry " + index, "its time is before that of the entry before it", index);
        } else {
            latest = entry.time();
        }
        deliveries.see(index, entry);
        submissions.see(index, entry);
    }

    Findings findings() {
        return findings;
    }

    /** @param size how many entries the checkpoint covers */
    List<LogVerifier.Check> checks(long size) {
        return List.of(
                check(LogVerifier.ENTRIES, size, seen + " entries, each of a known kind"),
                check(LogVerifier.TIME, size, "times never decrease"),
                check(LogVerifier.DELIVERIES, size, deliveries.summary()),
                check(LogVerifier.SUBMISSIONS, size, submissions.summary()));
    }

    private LogVerifier.Check check(String id, long size, String passed) {
        LogVerifier.Check check = findings.check(id, passed);
        if (!check.status().equals("pass")) {
            return check;
        }
        if (newer.isPresent()) {
            return new LogVerifier.Check(id, "unknown", "judged only up to " + newer.get(), "");
        }
        // Entries in doubt prove nothing, so the check stops before the first of them and says so.
        return seen < size
                ? new LogVerifier.Check(id, "skipped", "judged only for the first %d entries".formatted(seen), "")
                : check;
    }
}
