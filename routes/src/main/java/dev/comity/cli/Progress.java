package dev.comity.cli;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** A count that moves on a terminal and says nothing elsewhere. */
final class Progress implements LongConsumer, AutoCloseable {

    private final PrintWriter err;
    private final String what;
    private final boolean shown;
    private boolean written;

    private Progress(PrintWriter err, String what, boolean shown) {
        this.err = err;
        this.what = what;
        this.shown = shown;
    }

    static Progress of(PrintWriter err, String what) {
        return new Progress(err, what, Logging.onTerminal());
    }

    @Override
    public void accept(long done) {
        if (shown) {
            err.print("\r%,d %s".formatted(done, what));
            err.flush();
            written = true;
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
