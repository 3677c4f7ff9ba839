package dev.comity.adapter;

import dev.comity.record.RecordTypeId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Runs adapters' routes in one Camel context, without JMX and without any port of its own. A source's route ends in
 * {@code direct:seal} and may ask {@code direct:mark} for the highest change number read so far (header {@code mark}); a sink's
 * route starts at {@code direct:opened}.
 */
public final class AdapterRoutes implements AutoCloseable {

    /** What the agency's side does with a source's items. */
    public interface Source {

        /** Takes what a route brought. Returns once it is durable in the outbox. A null body says that there is nothing new. */
        void take(AdapterFolder adapter, Object body, Map<String, Object> headers) throws Exception;

        /** The highest change number read so far. */
        long mark(AdapterFolder adapter) throws Exception;
    }

    private static final String OPENED = "direct:opened";

    private final CamelContext context;
    private final Map<String, AdapterFolder> byRoute = new ConcurrentHashMap<>();
    private final List<AdapterFolder> adapters;
    private final ProducerTemplate producer;

    private AdapterRoutes(CamelContext context, List<AdapterFolder> adapters) {
        this.context = context;
        this.producer = context.createProducerTemplate();
        this.adapters = List.copyOf(adapters);
    }

    /**
     * Starts every route; a source may bring its first items before this returns.
     *
     * @param folder the agency's data folder, {@code {{agency.folder}}} in routes and parameters
     * @param parameters by {@code <adapter id>.<name>}
     * @throws Exception if a route does not parse or an endpoint cannot be made
     */
    public static AdapterRoutes start(
            String agency, Path folder, List<AdapterFolder> adapters, Map<String, String> parameters, Source source)
            throws Exception {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.getCamelContextExtension().setName(agency);
        context.setLoadTypeConverters(false);
        context.getShutdownStrategy().setTimeout(10);
        context.getRegistry().bind("filesByMonth", new FilesByMonth());
        Properties values = new Properties();
        values.setProperty("agency.folder", folder.toAbsolutePath().normalize().toString());
        adapters.forEach(a -> a.parameters()
                .forEach((key, value) -> value.ifPresent(v -> values.setProperty(a.id() + "." + key, v))));
        values.putAll(parameters);
        context.getPropertiesComponent().setInitialProperties(values);
        AdapterRoutes routes = new AdapterRoutes(context, adapters);
        try {
            context.addRoutes(routes.ends(source));
            for (AdapterFolder adapter : adapters) {
                routes.add(adapter);
            }
            context.start();
            return routes;
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    private RouteBuilder ends(Source source) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:seal").routeId("seal").process(exchange -> seal(source, exchange));
                from("direct:mark")
                        .routeId("mark")
                        .process(exchange -> exchange.getMessage().setHeader("mark", source.mark(adapterOf(exchange))));
            }
        };
    }

    private void seal(Source source, Exchange exchange) throws Exception {
        AdapterFolder adapter = adapterOf(exchange);
        Object body = exchange.getMessage().getBody();
        if (body != null && !(body instanceof List<?>)) {
            body = exchange.getMessage().getMandatoryBody(byte[].class);
        }
        source.take(adapter, body, exchange.getMessage().getHeaders());
    }

    private AdapterFolder adapterOf(Exchange exchange) {
        AdapterFolder adapter = byRoute.get(exchange.getFromRouteId());
        if (adapter == null) {
            throw new IllegalStateException("direct:seal and direct:mark are for routes of source adapters");
        }
        return adapter;
    }

    /** Every sink starts at direct:opened in its file; here each gets an entrance of its own, so that several can run. */
    private void add(AdapterFolder adapter) throws Exception {
        var resource = ResourceHelper.fromString("mem:" + adapter.id() + "/route.camel.yaml", adapter.route());
        var loader = PluginHelper.getRoutesLoader(context);
        boolean entrance = false;
        for (RoutesBuilder builder : loader.findRoutesBuilders(List.of(resource))) {
            RouteBuilder routes = (RouteBuilder) builder;
            for (RouteDefinition route : routes.configureRoutes(context).getRoutes()) {
                route.setId(adapter.id() + (route.getId() == null ? "" : "#" + route.getId()));
                byRoute.put(route.getId(), adapter);
                if (OPENED.equals(route.getInput().getUri())) {
                    route.getInput().setUri(entrance(adapter));
                    entrance = true;
                }
            }
            context.addRoutes(routes);
        }
        if (entrance != (adapter.direction() == AdapterFolder.Direction.SINK)) {
            throw new IllegalArgumentException(
                    adapter.id() + ": a sink has one route from " + OPENED + ", a source has none");
        }
    }

    private static String entrance(AdapterFolder sink) {
        return OPENED + "-" + sink.id().replace('/', '.');
    }

    /**
     * Hands an opened record to every sink that takes its type, in the order of the settings. Returns once each has stored it.
     *
     * @param headers comityProvider, comityPurpose, comityAgreement, comityObligations, comityDelivery, comityRecord
     * @throws Exception as a sink's route threw it; the record is to be handed over again
     */
    public void opened(RecordTypeId type, String json, Map<String, Object> headers) throws Exception {
        for (AdapterFolder sink : adapters) {
            if (sink.direction() == AdapterFolder.Direction.SINK
                    && sink.record().map(type::equals).orElse(true)) {
                Exchange exchange = producer.request(entrance(sink), sent -> {
                    sent.getMessage().setBody(json);
                    sent.getMessage().setHeaders(new HashMap<>(headers));
                });
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
            }
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
