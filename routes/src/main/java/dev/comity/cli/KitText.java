package dev.comity.cli;

import dev.comity.command.Problems;
import dev.comity.kit.AdapterOutcome;
import dev.comity.kit.CheckOutcome;
import dev.comity.kit.Status;
import java.io.PrintWriter;
import java.util.List;

/** What the contract kit found, for people: of one adapter every check, of several each that fails. */
final class KitText {

    private final PrintWriter out;

    KitText(PrintWriter out) {
        this.out = out;
    }

    void print(List<AdapterOutcome> adapters) {
        adapters.forEach(adapter -> print(adapter, adapters.size() == 1));
        long failed = adapters.stream().filter(adapter -> !adapter.passed()).count();
        long millis = adapters.stream().mapToLong(AdapterOutcome::millis).sum();
        out.printf(
                "%s, %s, in %.1f s.%n",
                Problems.counted(adapters.size(), "adapter"),
                failed == 0 ? "all in order" : failed + " not in order",
                millis / 1000.0);
    }

    private void print(AdapterOutcome adapter, boolean every) {
        long passed = count(adapter, Status.PASS);
        long skipped = count(adapter, Status.SKIPPED);
        out.printf(
                "%s %s  %d pass, %d skipped, %d fail%n",
                adapter.passed() ? "✓" : "✗",
                adapter.folder(),
                passed,
                skipped,
                adapter.checks().size() - passed - skipped);
        adapter.checks().stream().filter(check -> every || check.failed()).forEach(this::print);
    }

    private static long count(AdapterOutcome adapter, Status status) {
        return adapter.checks().stream()
                .filter(check -> check.status() == status)
                .count();
    }

    private void print(CheckOutcome check) {
        String mark = check.failed() ? "✗" : check.status() == Status.PASS ? "✓" : "–";
        out.printf(
                "  %s %2d %-13s %s%n",
                mark, check.number(), check.id(), check.status() == Status.SKIPPED ? check.reason() : check.title());
        check.problems().forEach(problem -> out.println("       " + problem));
    }
}
