package dev.comity.command;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** How far long work has come, on standard error: a count that moves on a terminal, elsewhere a line every five seconds. */
public final class Progress implements LongConsumer, AutoCloseable {

    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final String what;
    private final boolean onTerminal;
    private boolean written;
    private long lastLine = System.nanoTime();

    private Progress(PrintWriter err, String what, boolean onTerminal) {
        this.err = err;
        this.what = what;
        this.onTerminal = onTerminal;
    }

    /** @param what is counted, for instance {@code entries checked} */
    public static Progress of(PrintWriter err, String what) {
        // The launcher looks, because the JVM can only tell whether input and output both are terminals.
        return new Progress(err, what, Boolean.getBoolean("comity.terminal.err"));
    }

    @Override
    public void accept(long done) {
        if (onTerminal) {
            err.print("\r%,d %s".formatted(done, what));
            err.flush();
            written = true;
        } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            err.println("%,d %s".formatted(done, what));
            err.flush();
        }
    }

    /** Wipes the line, so that the verdict stands first. */
    @Override
    public void close() {
        if (written) {
            err.print("\r" + " ".repeat(what.length() + 28) + "\r");
            err.flush();
        }
    }
}
