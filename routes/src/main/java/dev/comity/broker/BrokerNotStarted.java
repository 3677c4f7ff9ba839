package dev.comity.broker;

/** The broker cannot be started or reached; the message says where and what to do. */
public final class BrokerNotStarted extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokerNotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}
