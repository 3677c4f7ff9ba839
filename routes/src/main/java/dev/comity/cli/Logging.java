package dev.comity.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/**
 * Where the log of the process goes. Results of a command go to standard output; the log goes to standard error, as JSON
 * lines unless that is a terminal, and, for whatever keeps running, in full to {@code comity.log} in the data folder.
 */
final class Logging {

    /** Libraries that say much when all is well. */
    private static final String[] CHATTER = {
        "org.apache.activemq", "org.apache.camel", "io.netty", "com.zaxxer", "org.jgroups", "com.networknt"
    };

    /** Name of the log file in a data folder. */
    static final String FILE = "comity.log";

    private Logging() {}

    /** Only warnings, to standard error: for a command that ends by itself. */
    static void quiet() {
        Logger root = emptied(Level.INFO);
        root.addAppender(console(root.getLoggerContext(), Level.WARN));
    }

    /** For a server: everything to {@code comity.log} as JSON lines; to standard error too where that is not a terminal. */
    static void server(Path data) {
        Logger root = emptied(Level.INFO);
        LoggerContext context = root.getLoggerContext();
        root.addAppender(console(context, onTerminal() ? Level.WARN : Level.INFO));
        root.addAppender(file(context, data));
    }

    /** As {@link #server}, for a command that shows its own progress: the console gets errors alone. */
    static void demonstration(Path data) {
        Logger root = emptied(Level.INFO);
        LoggerContext context = root.getLoggerContext();
        root.addAppender(console(context, Level.ERROR));
        root.addAppender(file(context, data));
    }

    private static Logger emptied(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.addTurboFilter(new CamelMessages());
        for (String name : CHATTER) {
            context.getLogger(name).setLevel(Level.WARN);
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        return root;
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context, Level from) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(from.toString());
        filter.start();
        console.addFilter(filter);
        return started(console, context, onTerminal() ? lines(context) : json(context));
    }

    private static OutputStreamAppender<ILoggingEvent> file(LoggerContext context, Path data) {
        OutputStreamAppender<ILoggingEvent> file = new OutputStreamAppender<>();
        OutputStream stream = new LazyFile(data.resolve(FILE));
        file.setContext(context);
        file.setEncoder(json(context));
        file.setOutputStream(stream);
        file.start();
        return file;
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, Encoder<ILoggingEvent> encoder) {
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss} %-5level %msg%n%ex{0}");
        encoder.start();
        return encoder;
    }

    /** The launcher looks, because the JVM can only tell whether input and output both are terminals. */
    static boolean onTerminal() {
        return Boolean.getBoolean("comity.terminal.err");
    }
}
