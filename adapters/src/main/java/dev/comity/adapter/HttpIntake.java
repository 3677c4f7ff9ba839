package dev.comity.adapter;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Opens the HTTP server of an adapter when its route asks for {@code platform-http:}, and never otherwise. It listens on the loopback
 * address unless the parameter {@code httpAddress} names another, on the port of the parameter {@code httpPort}.
 */
final class HttpIntake implements EndpointStrategy {

    private static final long MAX_BODY_BYTES = 10L * 1024 * 1024;

    private final CamelContext context;
    private final AdapterFolder adapter;
    private final Properties values;
    private boolean open;

    HttpIntake(CamelContext context, AdapterFolder adapter, Properties values) {
        this.context = context;
        this.adapter = adapter;
        this.values = values;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        // Where a test has put something else in the endpoint's place there is nothing to open.
        if (!open && endpoint instanceof PlatformHttpEndpoint) {
            open = true;
            open();
        }
        return endpoint;
    }

    private void open() {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(values.getProperty(adapter.id() + ".httpAddress", "127.0.0.1"));
        configuration.setBindPort(port(values.getProperty(adapter.id() + ".httpPort", "")));
        configuration.setMaxBodySize(MAX_BODY_BYTES);
        configuration.getBodyHandler().setHandleFileUploads(false);
        try {
            context.addService(new VertxPlatformHttpServer(configuration), true, true);
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
    }

    private int port(String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(
                    "'%s.httpPort' must be a port from 1 to 65535; found '%s'".formatted(adapter.id(), text));
        }
        return Integer.parseInt(text);
    }
}
