package dev.comity.adapter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** {@code route.camel.yaml}: reads one without running it, and says what every route finds. */
public final class RouteFile {

    /** Names of the beans that every route finds. */
    public static final Set<String> BEANS = Set.of(FilesByMonth.NAME, CsvText.NAME, Webhook.NAME);

    private RouteFile() {}

    /** Why Camel cannot read a route. @param line one-based; 0 where Camel names none */
    public record Unreadable(int line, String text) {}

    /** A context without JMX that is not started, with the beans that every route finds. */
    static DefaultCamelContext context(String name) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.getCamelContextExtension().setName(name);
        context.setLoadTypeConverters(false);
        context.getRegistry().bind(FilesByMonth.NAME, new FilesByMonth());
        context.getRegistry().bind(CsvText.NAME, new CsvText());
        context.getRegistry().bind(Webhook.NAME, new Webhook(Clock.systemUTC()));
        return context;
    }

    /**
     * Why Camel cannot read a file; empty if it can.
     *
     * @param values for its placeholders
     */
    public static Optional<Unreadable> problem(Path file, Map<String, String> values) {
        try (DefaultCamelContext context = context("check")) {
            Properties properties = new Properties();
            properties.putAll(values);
            context.getPropertiesComponent().setInitialProperties(properties);
            context.build();
            var resource = ResourceHelper.fromBytes(file.toString(), Files.readAllBytes(file));
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
                ((RouteBuilder) builder).configureRoutes(context);
            }
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(unreadable(e));
        }
    }

    private static Unreadable unreadable(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && !(root instanceof MarkedYamlEngineException)) {
            root = root.getCause();
        }
        int line = root instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0)
                : 0;
        String text = root instanceof MarkedYamlEngineException marked ? marked.getProblem() : root.getMessage();
        return new Unreadable(line, "Camel cannot read the route: " + text);
    }
}
