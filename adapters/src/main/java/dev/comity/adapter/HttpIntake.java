package dev.comity.adapter;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * The HTTP server of an adapter whose route starts at {@code platform-http:}. It listens on the loopback address unless the
 * parameter {@code httpAddress} names another, on the port of the parameter {@code httpPort}.
 */
final class HttpIntake {

    private static final long MAX_BODY_BYTES = 10L * 1024 * 1024;

    private HttpIntake() {}

    /** Where a test has put something else in the component's place there is nothing to open. */
    static boolean isAsked(DefaultCamelContext context) {
        boolean platform = context.getRouteDefinitions().stream()
                .map(RouteDefinition::getInput)
                .anyMatch(from -> from.getEndpointUri().startsWith("platform-http:"));
        return platform && context.getComponent("platform-http") instanceof PlatformHttpComponent;
    }

    /** @throws IllegalArgumentException where the port is not said or is none */
    static void open(CamelContext context, AdapterFolder adapter, Properties values) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(values.getProperty(adapter.id() + ".httpAddress", "127.0.0.1"));
        configuration.setBindPort(port(adapter, values.getProperty(adapter.id() + ".httpPort", "")));
        configuration.setMaxBodySize(MAX_BODY_BYTES);
        configuration.getBodyHandler().setHandleFileUploads(false);
        context.addService(new VertxPlatformHttpServer(configuration), true, true);
    }

    private static int port(AdapterFolder adapter, String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(
                    "'%s.httpPort' must be a port from 1 to 65535; found '%s'".formatted(adapter.id(), text));
        }
        return Integer.parseInt(text);
    }
}
