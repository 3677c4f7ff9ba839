package dev.comity.cli;

import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.opening.PresentationOpener.Check;
import dev.comity.opening.PresentationOpener.OpenedRecord;
import dev.comity.opening.PresentationOpener.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came out of opening one presentation, for people and for machines. */
record OpeningReport(Opening opening, String agency, ReceivedFiles files, boolean strict) {

    /** What people read for the stable ids of the checks. */
    private static final Map<String, String> LABELS = Map.of(
            "origin", "origin signature",
            "statement", "delivery statement",
            "audience", "recipient",
            "agreement", "agreement",
            "fields", "fields",
            "entry", "log entry",
            "proof", "log inclusion");

    int exitCode() {
        if (opening.holds()) {
            return ExitCode.DONE;
        }
        boolean indeterminate =
                opening.checks().stream().noneMatch(check -> check.status().equals("fail"));
        return indeterminate && !strict ? ExitCode.INDETERMINATE : ExitCode.FAILED;
    }

    Report report(TrustFile trust) {
        List<Report.Item> items =
                opening.checks().stream().map(OpeningReport::item).toList();
        return new Report(word().toLowerCase(Locale.ROOT).replace(' ', '-'), exitCode(), items, Optional.of(trust));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(opening.opened()
                .map(opened -> heading(opened))
                .orElseGet(() -> "%s  delivery %s  as %s".formatted(word(), files.name(), agency)));
        for (Check check : opening.checks()) {
            lines.add(item(check).line(LABELS.getOrDefault(check.id(), check.id())));
        }
        if (!opening.holds()) {
            lines.add("Do not use this record: it is not what the hub logged as delivered to " + agency + ".");
        }
        return lines;
    }

    private String heading(OpenedRecord opened) {
        return "%s  exchange %s  %s → %s  %s  %s"
                .formatted(
                        word(),
                        opened.statement().exchange(),
                        opened.envelope().claims().issuer(),
                        opened.statement().consumer(),
                        opened.envelope().claims().record(),
                        opened.statement().issuedAt());
    }

    private String word() {
        return switch (exitCode()) {
            case ExitCode.DONE -> "VERIFIED";
            case ExitCode.INDETERMINATE -> "INDETERMINATE";
            default -> "NOT VERIFIED";
        };
    }

    private static Report.Item item(Check check) {
        return new Report.Item(check.id(), check.status(), check.detail(), "");
    }
}
