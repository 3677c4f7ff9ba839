package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.comity.json.Json;
import dev.comity.loopback.LoopbackHttp;
import dev.comity.witnesses.Witnessed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Health and metrics of a running hub over HTTP on the loopback address: {@code /observe/health} (503 if something needs an
 * operator), {@code /observe/health/ready} (503 if records stand still), {@code /observe/metrics} (Prometheus text). Counts and names of
 * queues and agencies only.
 */
public final class Observation implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final LoopbackHttp server;
    private final Supplier<Health> health;
    private final Supplier<SortedMap<String, Double>> effort;

    private Observation(Supplier<Health> health, Supplier<SortedMap<String, Double>> effort, int port)
            throws IOException {
        this.health = health;
        this.effort = effort;
        this.server = LoopbackHttp.start("comity-observe", port, "/observe/", this::answer);
    }

    /**
     * @param effort CPU seconds by stage
     * @param port 0 takes a free one
     */
    public static Observation start(Supplier<Health> health, Supplier<SortedMap<String, Double>> effort, int port)
            throws IOException {
        return new Observation(health, effort, port);
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return server.port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Health now = health.get();
        switch (exchange.getRequestURI().getPath()) {
            case "/observe/health" -> send(exchange, checks(now), now);
            case "/observe/health/ready" -> send(exchange, Map.of("queues", now.up()), now);
            case "/observe/metrics" ->
                LoopbackHttp.send(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics(now));
            default ->
                LoopbackHttp.send(exchange, NOT_FOUND, "text/plain", "health, health/ready or metrics was expected\n");
        }
    }

    private static Map<String, Boolean> checks(Health now) {
        Map<String, Boolean> checks = new LinkedHashMap<>();
        checks.put("queues", now.up());
        checks.put("deadLetters", now.deadLetters() == 0);
        checks.put("witnesses", !now.isWitnessedLate());
        checks.put("backlog", now.backlogs().isEmpty());
        return checks;
    }

    private static void send(HttpExchange exchange, Map<String, Boolean> checks, Health now) throws IOException {
        boolean up = !checks.containsValue(false);
        ObjectNode json = Json.object().put("status", up ? "UP" : "DOWN");
        ArrayNode list = json.putArray("checks");
        checks.forEach((name, holds) -> {
            ObjectNode check = list.addObject().put("name", name).put("status", holds ? "UP" : "DOWN");
            data(name, now, check.putObject("data"));
        });
        LoopbackHttp.send(exchange, up ? OK : UNAVAILABLE, "application/json", Json.pretty(json));
    }

    private static void data(String name, Health now, ObjectNode data) {
        switch (name) {
            case "queues" -> now.troubles().forEach(data::put);
            case "deadLetters" -> data.put("messages", now.deadLetters());
            case "backlog" -> now.backlogs().forEach(data::put);
            default -> {
                Witnessed witnessed = now.witnessed();
                data.put("entries", witnessed.size())
                        .put("witnessed", witnessed.witnessedSize())
                        .put("quorum", witnessed.quorum())
                        .put("lagSeconds", lag(witnessed));
                witnessed.troubles().forEach(data::put);
            }
        }
    }

    private static long lag(Witnessed witnessed) {
        return witnessed.isComplete() ? 0 : witnessed.lag().toSeconds();
    }

    private String metrics(Health now) {
        Witnessed witnessed = now.witnessed();
        PrometheusText text = new PrometheusText();
        text.gauge("comity_log_entries", "entries of the exchange log", witnessed.size());
        text.gauge(
                "comity_log_witnessed_entries",
                "entries that a quorum of witnesses has cosigned",
                witnessed.witnessedSize());
        text.gauge(
                "comity_witness_lag_seconds", "for how long there have been entries without a quorum", lag(witnessed));
        text.gauge(
                "comity_witness_cosignatures",
                "cosignatures of the checkpoint that was asked for last",
                witnessed.cosignatures());
        text.gauge("comity_witness_quorum", "cosignatures that are needed", witnessed.quorum());
        text.gauge(
                "comity_witnesses_in_trouble",
                "witnesses that did not cosign when asked last",
                witnessed.troubles().size());
        text.gauge(
                "comity_queues_in_trouble",
                "queues that stand still",
                now.troubles().size());
        text.gauge("comity_dead_letters", "messages that an operator must look at", now.deadLetters());
        text.gauge("comity_index_lag_entries", "entries that the search index does not know yet", now.indexLag());
        text.counters("comity_stage_cpu_seconds_total", "CPU time of a stage of the journey", "stage", effort.get());
        text.gauges("comity_queue_messages", "messages that wait in an agency's queue", "queue", now.waiting());
        ProcessMetrics.write(text);
        return text.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
