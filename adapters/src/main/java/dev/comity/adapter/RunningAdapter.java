package dev.comity.adapter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** One adapter's routes in a Camel context of their own, without JMX; it has a port only where its route asks for one. */
final class RunningAdapter implements AutoCloseable {

    private static final String OPENED = "direct:opened";
    private static final int SHUTDOWN_SECONDS = 10;

    private final AdapterFolder adapter;
    private final CamelContext context;
    private final AdapterRoutes.Source source;
    private final ProducerTemplate producer;

    private RunningAdapter(AdapterFolder adapter, CamelContext context, AdapterRoutes.Source source) {
        this.adapter = adapter;
        this.context = context;
        this.source = source;
        this.producer = context.createProducerTemplate();
    }

    /** @param prepared gets the context before it has a route */
    static RunningAdapter start(
            AdapterFolder adapter, Properties values, AdapterRoutes.Source source, Consumer<CamelContext> prepared)
            throws Exception {
        DefaultCamelContext context = RouteFile.context(adapter.id());
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        context.getPropertiesComponent().setInitialProperties(values);
        prepared.accept(context);
        context.getCamelContextExtension().registerEndpointCallback(new HttpIntake(context, adapter, values));
        RunningAdapter running = new RunningAdapter(adapter, context, source);
        try {
            context.addRoutes(running.ends());
            running.addRoutes();
            context.start();
            return running;
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    AdapterFolder adapter() {
        return adapter;
    }

    private RouteBuilder ends() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:seal").routeId("seal").process(RunningAdapter.this::seal);
                from("direct:mark")
                        .routeId("mark")
                        .process(exchange -> exchange.getMessage().setHeader("mark", source.mark(adapter)));
            }
        };
    }

    private void addRoutes() throws Exception {
        var resource = ResourceHelper.fromString("mem:" + adapter.id() + "/route.camel.yaml", adapter.route());
        boolean entrance = false;
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
            RouteBuilder routes = (RouteBuilder) builder;
            for (RouteDefinition route : routes.configureRoutes(context).getRoutes()) {
                route.setId(adapter.id() + (route.getId() == null ? "" : "#" + route.getId()));
                entrance |= OPENED.equals(route.getInput().getUri());
            }
            context.addRoutes(routes);
        }
        if (entrance != (adapter.direction() == AdapterFolder.Direction.SINK)) {
            throw new IllegalArgumentException(
                    adapter.id() + ": a sink has one route from " + OPENED + ", a source has none");
        }
    }

    private void seal(Exchange exchange) throws Exception {
        if (adapter.input().isEmpty()) {
            throw new IllegalStateException("direct:seal is for routes of source adapters");
        }
        Object body = exchange.getMessage().getBody();
        if (body != null && !(body instanceof List<?>)) {
            body = exchange.getMessage().getMandatoryBody(byte[].class);
        }
        if (adapter.input().get().arrival() == InputFormat.Arrival.REQUEST) {
            answer(exchange, request(body, exchange.getMessage().getHeaders()));
        } else {
            source.take(adapter, body, exchange.getMessage().getHeaders());
        }
    }

    private RequestAnswer request(Object body, Map<String, Object> headers) throws Exception {
        try {
            source.take(adapter, body, headers);
            return RequestAnswer.TAKEN;
        } catch (RequestRefused e) {
            return RequestAnswer.refused(e);
        } catch (SourceUnreadable e) {
            return RequestAnswer.unreadable(e);
        }
    }

    /** What the sender sent along, its credentials above all, does not go back to it. */
    private void answer(Exchange exchange, RequestAnswer answer) {
        InputFormat.Kind kind = adapter.input().orElseThrow().kind();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("comityVerdict", answer.verdict());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType(kind));
        message.setBody(answer.text(kind));
    }

    /** Returns once the sink's route has stored the record. */
    void opened(String json, Map<String, Object> headers) throws Exception {
        Exchange exchange = producer.request(OPENED, sent -> {
            sent.getMessage().setBody(json);
            sent.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
