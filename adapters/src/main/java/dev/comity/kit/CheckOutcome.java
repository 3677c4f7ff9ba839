package dev.comity.kit;

import dev.comity.yaml.Problem;
import java.util.List;

/**
 * What one check found at one adapter.
 *
 * @param number from 1 to 15
 * @param id stable
 * @param title what holds if it passes
 * @param reason why it was skipped; empty otherwise
 * @param problems all that it found, sorted; there are some exactly if it failed
 * @param millis how long it took; the first check that runs the adapter bears the run
 */
public record CheckOutcome(
        int number, String id, String title, Status status, String reason, List<Problem> problems, long millis) {

    public CheckOutcome {
        problems = problems.stream().distinct().sorted().toList();
        if (problems.isEmpty() == (status == Status.FAIL) || reason.isEmpty() == (status == Status.SKIPPED)) {
            throw new IllegalArgumentException(
                    "a failure has problems, what was skipped has its reason, nothing else has");
        }
    }

    static CheckOutcome found(Check check, List<Problem> problems, long millis) {
        Status status = problems.isEmpty() ? Status.PASS : Status.FAIL;
        return new CheckOutcome(check.number(), check.id(), check.title(), status, "", problems, millis);
    }

    static CheckOutcome skipped(Check check, String reason, long millis) {
        return new CheckOutcome(check.number(), check.id(), check.title(), Status.SKIPPED, reason, List.of(), millis);
    }

    /** Whether it failed. */
    public boolean failed() {
        return status == Status.FAIL;
    }
}
