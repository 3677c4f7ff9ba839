package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.comity.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private final HttpServer server;
    private final ExecutorService thread;
    private final Supplier<AgencyHealth> health;

    private AgencyObservation(HttpServer server, ExecutorService thread, Supplier<AgencyHealth> health) {
        this.server = server;
        this.thread = thread;
        this.health = health;
    }

    /** @param port 0 takes a free one */
    static AgencyObservation start(Supplier<AgencyHealth> health, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, "comity-agency-observe");
            worker.setDaemon(true);
            return worker;
        });
        AgencyObservation observation = new AgencyObservation(http, thread, health);
        http.createContext("/observe/", observation::answer);
        http.setExecutor(thread);
        http.start();
        return observation;
    }

    /** The port that it took, also where a free one was asked for. */
    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/observe/health" -> send(exchange, health.get().checks());
                case "/observe/health/ready" -> send(exchange, health.get().ready());
                case "/observe/metrics" ->
                    send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics(health.get()));
                default -> send(exchange, NOT_FOUND, "text/plain", "health, health/ready or metrics was expected\n");
            }
        }
    }

    private static void send(HttpExchange exchange, Map<String, Boolean> checks) throws IOException {
        boolean up = !checks.containsValue(false);
        ObjectNode json = Json.object().put("status", up ? "UP" : "DOWN");
        ArrayNode list = json.putArray("checks");
        checks.forEach((name, holds) -> list.addObject().put("name", name).put("status", holds ? "UP" : "DOWN"));
        send(exchange, up ? OK : UNAVAILABLE, "application/json", Json.pretty(json));
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

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
