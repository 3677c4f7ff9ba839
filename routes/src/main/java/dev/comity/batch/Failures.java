package dev.comity.batch;

import org.apache.activemq.artemis.api.core.ActiveMQException;

/** Tells a message's own fault from that of the world around it, and says what failed without a value from a record. */
final class Failures {

    private Failures() {}

    static boolean isUnavailable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Unavailable || t instanceof ActiveMQException) {
                return true;
            }
        }
        return false;
    }

    /** Our own messages name no values; of any other exception only its kind and its place are said. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        while (!(root instanceof Unavailable) && root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof Unavailable) {
            return root.getMessage();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
