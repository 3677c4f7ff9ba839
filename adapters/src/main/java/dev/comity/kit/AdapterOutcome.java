package dev.comity.kit;

import java.util.List;

/**
 * What the kit found at one adapter's folder.
 *
 * @param folder as messages call it
 * @param checks all that were made or skipped, by number
 * @param millis how long it took
 */
public record AdapterOutcome(String folder, List<CheckOutcome> checks, long millis) {

    public AdapterOutcome {
        checks = List.copyOf(checks);
    }

    /** Whether no check failed. */
    public boolean passed() {
        return checks.stream().noneMatch(CheckOutcome::failed);
    }
}
