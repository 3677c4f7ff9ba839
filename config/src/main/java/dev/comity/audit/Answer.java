package dev.comity.audit;

import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.log.LogVerifier.Check;
import dev.comity.log.LogVerifier.LogVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came out of a verification. The checks decide the verdict: one that failed makes it false, one that could not be judged
 * makes it indeterminate.
 *
 * @param subject what was verified, in a few words
 * @param checks in the order in which they were made
 * @param firstUntrusted index of the first entry that cannot be trusted, if any
 */
record Answer(String subject, List<Report.Item> checks, OptionalLong firstUntrusted) {

    Answer {
        checks = List.copyOf(checks);
    }

    static Answer of(LogVerdict verdict) {
        String subject = "log %s  %,d %s"
                .formatted(verdict.origin(), verdict.entries(), verdict.entries() == 1 ? "entry" : "entries");
        return new Answer(subject, verdict.checks().stream().map(Answer::item).toList(), verdict.firstUntrusted());
    }

    static Report.Item item(Check check) {
        return new Report.Item(check.id(), check.status(), check.detail(), check.location());
    }

    /** For people: what stands first. */
    String word() {
        return has("fail") ? "FALSE" : has("unknown") ? "INDETERMINATE" : "VERIFIED";
    }

    /** @param strict whether what could not be checked counts as failed */
    int exitCode(boolean strict) {
        if (has("fail")) {
            return ExitCode.FAILED;
        }
        return has("unknown") ? strict ? ExitCode.FAILED : ExitCode.INDETERMINATE : ExitCode.DONE;
    }

    private boolean has(String status) {
        return checks.stream().anyMatch(check -> check.status().equals(status));
    }

    Report report(boolean strict, TrustFile trust) {
        List<Report.Item> items = new ArrayList<>(checks);
        firstUntrusted.ifPresent(index -> items.add(new Report.Item(
                "log.firstUntrusted",
                has("fail") ? "fail" : "unknown",
                "entry %d is the first that cannot be trusted".formatted(index),
                "entry " + index)));
        return new Report(word().toLowerCase(Locale.ROOT), exitCode(strict), items, Optional.of(trust));
    }

    /** The verdict, then what was checked and what was not. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(word() + "  " + subject);
        firstUntrusted.ifPresent(
                index -> lines.add("  Entry %,d is the first that cannot be trusted.".formatted(index)));
        checks.forEach(check -> lines.add(check.line(check.id())));
        return lines;
    }
}
