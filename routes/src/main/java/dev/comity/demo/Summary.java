package dev.comity.demo;

import dev.comity.agency.AgencyStatus;
import dev.comity.agency.AgencyStatus.RefusedRecord;
import dev.comity.log.LogVerifier.LogVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The demonstration's last page: what each agency saw, what was refused and why, and whether the log is true. */
final class Summary {

    private static final int WIDTH = 100;

    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void records(Totals totals) {
        out.printf(
                "%nRecords     %,d sent = %,d accepted + %,d refused; %,d source items brought nothing new, %,d could not be sent%n",
                totals.sum(AgencyStatus::sent),
                totals.sum(AgencyStatus::accepted),
                totals.sum(AgencyStatus::refused),
                totals.sum(AgencyStatus::repeated),
                totals.sum(AgencyStatus::notSendable));
        out.printf(
                "Deliveries  %,d released, %,d received, %,d acknowledged%n",
                totals.released(), totals.sum(AgencyStatus::received), totals.acknowledged());
    }

    /** Field names only; the values lie in each agency's own folder. */
    void seen(LogTally log) {
        String consumer = "";
        for (Map.Entry<LogTally.Way, LogTally.Seen> row : log.seen().entrySet()) {
            LogTally.Way way = row.getKey();
            if (!way.consumer().equals(consumer)) {
                consumer = way.consumer();
                out.printf("%nWhat %s saw%n", consumer);
            }
            out.printf("  %,6d  %s  under %s%n", row.getValue().deliveries(), way.record(), way.agreement());
            list("saw", List.copyOf(row.getValue().released()));
            list("withheld", List.copyOf(row.getValue().withheld()));
        }
    }

    private void list(String title, List<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String name : names) {
            if (line.length() > 0 && line.length() + name.length() + 2 > WIDTH - 20) {
                lines.add(line + ",");
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(name);
        }
        lines.add(line.isEmpty() ? "nothing" : line.toString());
        for (int i = 0; i < lines.size(); i++) {
            out.printf("          %-9s %s%n", i == 0 ? title : "", lines.get(i));
        }
    }

    void denials(LogTally log) {
        if (log.denials().isEmpty()) {
            return;
        }
        out.printf("%nAccepted, and not released under an agreement%n");
        log.denials()
                .forEach((denial, count) -> out.printf("  %,6d  %-24s %s%n", count, denial.code(), denial.agreement()));
    }

    void refusals(Totals totals) {
        Map<String, List<RefusedRecord>> byReason = new TreeMap<>();
        totals.agencies()
                .forEach((agency, status) -> status.refusals()
                        .forEach(r -> byReason.computeIfAbsent(
                                        "%-24s %-28s %s"
                                                .formatted(
                                                        r.code(), r.path().isEmpty() ? "-" : "at " + r.path(), agency),
                                        unused -> new ArrayList<>())
                                .add(r)));
        if (byReason.isEmpty()) {
            return;
        }
        out.printf("%nRefused%n");
        byReason.forEach((reason, records) -> out.printf(
                "  %,6d  %s  for instance %s%n",
                records.size(), reason, records.get(0).record()));
    }

    void verdict(LogVerdict verdict) {
        out.printf("%nLog         %s: %,d entries of %s%n", verdict.outcome(), verdict.entries(), verdict.origin());
        verdict.checks().forEach(c -> out.printf("  %s %-24s %s%n", mark(c.status()), c.id(), c.detail()));
    }

    /** @param wrong what does not hold; empty if all is well */
    void end(DataFolder data, List<String> wrong, double seconds) {
        wrong.forEach(sentence -> out.println("✗ " + sentence));
        out.printf(
                "%n%s after %.1f s. Everything lies in %s%n",
                wrong.isEmpty() ? "Done" : "Failed", seconds, data.root());
        out.printf("  report.json                                what was counted%n");
        out.printf(
                "  agencies/<agency>/received/<record type>/  what each agency holds now, and the proofs beside it%n");
        out.printf("Next:%n  ./comity audit verify %s --trust %s%n", data.log(), data.trust());
        example(data)
                .ifPresent(file ->
                        out.printf("  ./comity open %s --as %s --data %s%n", file, data.agencyOf(file), data.root()));
        out.flush();
    }

    private static Optional<Path> example(DataFolder data) {
        try (Stream<Path> files = Files.walk(data.root().resolve("agencies"), 5)) {
            return files.filter(f -> f.toString().endsWith(".sdjwt")).findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String mark(String status) {
        return switch (status) {
            case "pass" -> "✓";
            case "fail" -> "✗";
            default -> "–";
        };
    }
}
