package dev.comity.bench;

/** What was sent was not all delivered once and logged: the figures of such a run count for nothing. */
public final class BenchFailed extends Exception {

    private static final long serialVersionUID = 1L;

    public BenchFailed(String message) {
        super(message);
    }
}
