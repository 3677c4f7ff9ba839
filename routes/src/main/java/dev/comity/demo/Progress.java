package dev.comity.demo;

import dev.comity.agency.AgencyStatus;
import java.io.PrintWriter;

/** One line that says how far the exchange is: written over on a terminal, and else repeated now and then. */
final class Progress {

    private static final long QUIET_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean interactive;
    private String last = "";
    private long lastAt = System.nanoTime();

    Progress(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    void show(Totals totals, long given) {
        String line =
                "%,d of %,d source items read, %,d records sent, %,d answered; %,d deliveries released, %,d received, %,d acknowledged"
                        .formatted(
                                totals.read(),
                                given,
                                totals.sum(AgencyStatus::sent),
                                totals.sum(AgencyStatus::accepted) + totals.sum(AgencyStatus::refused),
                                totals.released(),
                                totals.sum(AgencyStatus::received),
                                totals.acknowledged());
        boolean due = interactive || System.nanoTime() - lastAt > QUIET_NANOS;
        if (due && !line.equals(last)) {
            out.print(interactive ? "\r\u001b[K" + line : line + System.lineSeparator());
            out.flush();
            last = line;
            lastAt = System.nanoTime();
        }
    }

    /** Leaves the line as it stands. */
    void end() {
        if (interactive && !last.isEmpty()) {
            out.println();
        }
    }
}
