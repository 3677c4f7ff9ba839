package dev.comity.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Says in our words what Camel would log of a failure: which part, and the kinds of exception. The messages of drivers and
 * converters repeat the values that they stumbled over, and no value belongs in a log.
 */
final class CamelMessages extends TurboFilter {

    private static final String CAMEL = "org.apache.camel.";
    private static final String ERROR_HANDLER = CAMEL + "processor.errorhandler.DefaultErrorHandler";
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(CamelMessages.class);

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        boolean tells = thrown != null || logger.getName().equals(ERROR_HANDLER);
        // Asked with a null format: only whether the level is on.
        if (format == null || !logger.getName().startsWith(CAMEL) || !tells || !level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        LOG.warn("{} failed: {}; its message may hold values and is left out", logger.getName(), kinds(thrown));
        return FilterReply.DENY;
    }

    private static String kinds(Throwable thrown) {
        StringBuilder kinds = new StringBuilder(thrown == null ? "an exchange" : "");
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : ", by ").append(one.getClass().getName());
        }
        return kinds.toString();
    }
}
