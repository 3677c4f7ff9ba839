package dev.comity.cli;

import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.log.LogVerifier;
import dev.comity.reconcile.Finding;
import dev.comity.reconcile.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer of {@code agency reconcile}: one line a comparison, and one a thing that is missing. */
record ReconcileReport(TrustFile trust, LogVerifier.LogVerdict log, Reconciliation.Result result) {

    /** More of one kind tell a reader nothing new; they are counted. */
    private static final int SHOWN = 50;

    Report report() {
        List<Report.Item> items = new ArrayList<>();
        items.add(logItem());
        for (Finding.Check check : Finding.Check.values()) {
            items.add(item(check));
            findings(check).stream().limit(SHOWN).map(ReconcileReport::item).forEach(items::add);
        }
        boolean wrong = items.stream().anyMatch(item -> item.status().equals("fail"));
        boolean open = items.stream().anyMatch(item -> item.status().equals("unknown"));
        return wrong
                ? new Report("differs", ExitCode.FAILED, items, Optional.of(trust))
                : open
                        ? new Report("indeterminate", ExitCode.INDETERMINATE, items, Optional.of(trust))
                        : new Report("agrees", ExitCode.DONE, items, Optional.of(trust));
    }

    private Report.Item logItem() {
        String status = switch (log.outcome()) {
            case VERIFIED -> "pass";
            case FALSE -> "fail";
            case INDETERMINATE -> "unknown";
        };
        String why = log.checks().stream()
                .filter(check -> !List.of("pass", "skipped").contains(check.status()))
                .map(check -> check.id() + ": " + check.detail())
                .findFirst()
                .orElse("every entry is below a signed checkpoint");
        return new Report.Item("log", status, "%,d entries; %s".formatted(log.entries(), why), "");
    }

    private List<Finding> findings(Finding.Check check) {
        return result.findings().stream()
                .filter(finding -> finding.check() == check)
                .toList();
    }

    private Report.Item item(Finding.Check check) {
        List<Finding> all = findings(check);
        long wrong = all.stream().filter(Finding::wrong).count();
        String status = wrong > 0 ? "fail" : all.isEmpty() ? "pass" : "unknown";
        String detail = all.isEmpty()
                ? compared(check)
                : "%,d missing or different, %,d still open".formatted(wrong, all.size() - wrong);
        return new Report.Item(check.id(), status, detail, "");
    }

    private String compared(Finding.Check check) {
        return switch (check) {
            case HISTORY -> "the log extends everything that the hub has shown here";
            case SENT -> "%,d records sent, each with the log's answer".formatted(result.sent());
            case PLACES -> "%,d proofs, each entry still at its place".formatted(result.proofs());
            case UNKNOWN -> "the log names no submission that was not made here";
            case RECEIVED -> "%,d deliveries, the same on both sides".formatted(result.received());
            case SEQUENCE -> "no number is missing";
            case HEADS -> "what other agencies say of their submissions is in the log";
            case ACKNOWLEDGED -> "acknowledgements are logged and passed on";
        };
    }

    private static Report.Item item(Finding finding) {
        return new Report.Item(
                finding.check().id() + ".missing",
                finding.wrong() ? "fail" : "unknown",
                finding.detail(),
                finding.subject());
    }

    /** For people. */
    List<String> lines(String agency) {
        Report report = report();
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s and the log".formatted(report.verdict().toUpperCase(java.util.Locale.ROOT), agency));
        report.checks().forEach(item -> lines.add(item.line(item.id())));
        return lines;
    }
}
