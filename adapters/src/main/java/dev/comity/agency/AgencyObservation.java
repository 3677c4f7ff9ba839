package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.comity.json.Json;
import dev.comity.loopback.LoopbackHttp;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Health and metrics of an agency's side over HTTP on the loopback address, in the words of the hub's: {@code /observe/health} (503 if
 * something needs somebody), {@code /observe/health/ready} (503 while there is no session with the hub), {@code /observe/metrics}
 * (Prometheus text).
 */
final class AgencyObservation implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final LoopbackHttp server;
    private final Supplier<AgencyHealth> health;

    private AgencyObservation(Supplier<AgencyHealth> health, int port) throws IOException {
        this.health = health;
        this.server = LoopbackHttp.start("comity-agency-observe", port, "/observe/", this::answer);
    }

    /** @param port 0 takes a free one */
    static AgencyObservation start(Supplier<AgencyHealth> health, int port) throws IOException {
        return new AgencyObservation(health, port);
    }

    /** The port that it took, also where a free one was asked for. */
    int port() {
        return server.port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/observe/health" -> send(exchange, health.get().checks());
            case "/observe/health/ready" -> send(exchange, health.get().ready());
            case "/observe/metrics" ->
                LoopbackHttp.send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics(health.get()));
            default ->
                LoopbackHttp.send(exchange, NOT_FOUND, "text/plain", "health, health/ready or metrics was expected\n");
        }
    }

    private static void send(HttpExchange exchange, Map<String, Boolean> checks) throws IOException {
        boolean up = !checks.containsValue(false);
        ObjectNode json = Json.object().put("status", up ? "UP" : "DOWN");
        ArrayNode list = json.putArray("checks");
        checks.forEach((name, holds) -> list.addObject().put("name", name).put("status", holds ? "UP" : "DOWN"));
        LoopbackHttp.send(exchange, up ? OK : UNAVAILABLE, "application/json", Json.pretty(json));
    }

    private static String metrics(AgencyHealth now) {
        StringBuilder text = new StringBuilder();
        now.metrics().forEach((name, metric) -> {
            String full = "comity_agency_" + name;
            text.append("# HELP %s %s\n# TYPE %s gauge\n%s %d\n"
                    .formatted(full, metric.help(), full, full, metric.value()));
        });
        return text.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
