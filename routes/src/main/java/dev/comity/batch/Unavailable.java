package dev.comity.batch;

/**
 * Something that every message needs, such as the disk of the log, is not there now. The batch is rolled back and tried
 * again, for as long as it takes: this is no fault of a message, so none is counted against it.
 */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
