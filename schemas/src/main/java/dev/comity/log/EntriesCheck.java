package dev.comity.log;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the entries say, in their order: each is well-formed, times never decrease, deliveries and submissions are whole. */
final class EntriesCheck implements Closeable {

    private final Findings findings = new Findings();
    private final DeliveryCheck deliveries = new DeliveryCheck(findings, new DeliveryLines());
    private final SubmissionCheck submissions;
    private final EntryRules rules;
    private final TimeWatch times;
    private Instant latest = Instant.MIN;
    private long seen;
    private Optional<String> newer = Optional.empty();

    EntriesCheck() {
        this(EntryRules.NONE, (index, time) -> {}, SubmissionCheck.Elsewhere.NOWHERE);
    }

    /** Gets the time that each entry claims. */
    @FunctionalInterface
    interface TimeWatch {
        void see(long index, Instant time) throws IOException;
    }

    /**
     * @param rules that the entries must keep beside those that are the log's own
     * @param elsewhere whether other logs of the hub may hold what is missing here
     */
    EntriesCheck(EntryRules rules, TimeWatch times, SubmissionCheck.Elsewhere elsewhere) {
        this.submissions = new SubmissionCheck(findings, elsewhere);
        this.rules = rules;
        this.times = times;
    }

    void see(long index, byte[] bytes) throws IOException {
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

    private void see(long index, Entry entry) throws IOException {
        if (entry.time().isBefore(latest)) {
            findings.add(LogVerifier.TIME, "entry " + index, "its time is before that of the entry before it", index);
        } else {
            latest = entry.time();
        }
        times.see(index, entry.time());
        deliveries.see(index, entry);
        submissions.see(index, entry);
        rules.see(index, entry);
    }

    /** The first entry that cannot be trusted for what it or those before it say; final after {@link #checks}. */
    OptionalLong firstUntrusted() {
        return LogAudit.first(findings.firstUntrusted(), rules.firstUntrusted());
    }

    /** @param size how many entries the checkpoint covers */
    List<LogVerifier.Check> checks(long size) throws IOException {
        deliveries.finish();
        List<LogVerifier.Check> checks = new ArrayList<>();
        checks.add(findings.check(LogVerifier.ENTRIES, seen + " entries, each of a known kind"));
        checks.add(findings.check(LogVerifier.TIME, "times never decrease"));
        checks.add(findings.check(LogVerifier.DELIVERIES, deliveries.summary()));
        checks.add(submissions.check());
        checks.addAll(rules.checks());
        return checks.stream().map(check -> asFarAsJudged(check, size)).toList();
    }

    private LogVerifier.Check asFarAsJudged(LogVerifier.Check check, long size) {
        if (!check.status().equals("pass")) {
            return check;
        }
        if (newer.isPresent()) {
            return new LogVerifier.Check(check.id(), "unknown", "judged only up to " + newer.get(), "");
        }
        // Entries in doubt prove nothing, so the check stops before the first of them and says so.
        return seen < size
                ? new LogVerifier.Check(
                        check.id(), "skipped", "judged only for the first %d entries".formatted(seen), "")
                : check;
    }

    @Override
    public void close() throws IOException {
        deliveries.close();
    }
}
