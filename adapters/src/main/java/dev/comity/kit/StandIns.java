package dev.comity.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Puts a stand-in in the place of every endpoint that is not known to stay inside the process. Each real endpoint is made, so that its
 * options are read by the component itself, and then never used.
 */
final class StandIns implements EndpointStrategy {

    /** What cannot leave the process. Whatever is not named here is outside. */
    private static final Set<String> INSIDE = Set.of(
            "direct", "seda", "log", "bean", "class", "language", "dataformat", "validator", "xslt", "xslt-saxon");
    /** What only says that it is time; the sample is then what the route asks for. */
    private static final Set<String> CLOCKS = Set.of("timer", "scheduler", "quartz", "cron");

    private final CamelContext context;
    private final List<StandIn.Entrance> entrances = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private Object reply;

    private StandIns(CamelContext context) {
        this.context = context;
    }

    static StandIns in(CamelContext context) {
        StandIns standIns = new StandIns(context);
        context.getCamelContextExtension().registerEndpointCallback(standIns);
        return standIns;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return endpoint instanceof StandIn || INSIDE.contains(scheme(uri))
                ? endpoint
                : new StandIn(context, endpoint, this);
    }

    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }

    /** The places where messages come in from outside, in the order of the route file. */
    List<StandIn.Entrance> entrances() {
        return entrances;
    }

    static boolean clock(String uri) {
        return CLOCKS.contains(scheme(uri));
    }

    /** @param reply what every endpoint that is asked answers; null to leave the message as it is */
    void answer(Object reply) {
        this.reply = reply;
    }

    /** What was handed to the outside since the last call. */
    List<Sent> taken() {
        synchronized (sent) {
            List<Sent> all = List.copyOf(sent);
            sent.clear();
            return all;
        }
    }

    /** Takes what a route hands to the outside. */
    void take(Endpoint endpoint, Exchange exchange) {
        synchronized (sent) {
            sent.add(Sent.of(endpoint.getEndpointUri(), exchange));
        }
        if (reply != null) {
            exchange.getMessage().setBody(reply);
        }
        if (scheme(endpoint.getEndpointUri()).startsWith("http")) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        }
    }

    Object reply() {
        return reply;
    }
}
