package dev.comity.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.comity.demo.city.ConcessionCard;
import dev.comity.demo.city.SyntheticCity;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Transport: a small web service over a JSON file of concession cards. {@code GET /cards?after=N} answers the changes behind change
 * number N; {@code POST /deaths} takes the death of a holder and keeps it, one file a delivery.
 */
final class TransportSystem implements AgencySystem {

    private static final int MAX_BODY = 1_000_000;

    private final SyntheticCity city;
    private final int cards;
    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private ArrayNode changes;

    TransportSystem(DataFolder data, SyntheticCity city, int cards) throws IOException {
        this.city = city;
        this.cards = cards;
        this.folder = data.agency(agency()).resolve("source");
        Files.createDirectories(folder);
        this.changes = readChanges();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/cards", this::answerCards);
        server.createContext("/deaths", this::takeDeath);
        server.start();
    }

    private Path file() {
        return folder.resolve("cards.json");
    }

    private ArrayNode readChanges() throws IOException {
        if (!Files.exists(file())) {
            return Json.object().putArray("cards");
        }
        try {
            return (ArrayNode) Json.parse(Files.readAllBytes(file())).path("cards");
        } catch (MalformedJson e) {
            throw new IOException(file() + ": not the JSON that was written there", e);
        }
    }

    @Override
    public String agency() {
        return "transport";
    }

    @Override
    public synchronized void feed() throws IOException {
        while (changes.size() < cards) {
            changes.add(card(changes.size()));
        }
        write();
    }

    private ObjectNode card(int number) {
        ConcessionCard card = city.card(number);
        Map<String, String> slip =
                new LinkedHashMap<>(Map.of("id", card.holder().residentId()));
        if (number % 60 == 23) {
            Slips.checkDigit(slip, "id");
        }
        ObjectNode json = Json.object();
        json.put("change", number + 1)
                .put("cardNo", card.cardNo())
                .put("holderId", slip.get("id"))
                .put("concession", card.concession())
                .put("issued", card.issuedOn().toString())
                .put("expires", card.expiresOn().toString())
                .put("status", card.status());
        card.statusReason().ifPresent(reason -> json.put("reason", reason));
        return json.put("lastUsed", card.lastUsedOn().toString());
    }

    private void write() throws IOException {
        ObjectNode all = Json.object();
        all.set("cards", changes);
        DurableFile.write(file(), Json.pretty(all));
    }

    private void answerCards(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (!exchange.getRequestMethod().equals("GET") || query == null || !query.matches("after=[0-9]{1,18}")) {
            answer(exchange, 400, Json.object().put("error", "GET /cards?after=<change number> was expected"));
            return;
        }
        long after = Long.parseLong(query.substring("after=".length()));
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("cards");
        synchronized (this) {
            for (JsonNode card : changes) {
                if (card.path("change").longValue() > after) {
                    list.add(card);
                }
            }
        }
        answer(exchange, 200, body);
    }

    /** Answers only when the death is kept durably: the acknowledgement to the hub depends on it. */
    private void takeDeath(HttpExchange exchange) throws IOException {
        String delivery = exchange.getRequestHeaders().getFirst("Delivery-Id");
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (!exchange.getRequestMethod().equals("POST") || delivery == null || !delivery.matches("[0-9a-f]{64}")) {
            answer(exchange, 400, Json.object().put("error", "POST with a Delivery-Id was expected"));
            return;
        }
        try {
            if (body.length > MAX_BODY) {
                throw new MalformedJson("too long", 1, 1);
            }
            DurableFile.write(
                    folder.resolve("deaths").resolve(delivery + ".json"), Json.pretty(Json.parseObject(body)));
            answer(exchange, 200, Json.object().put("kept", delivery));
        } catch (MalformedJson e) {
            answer(exchange, 400, Json.object().put("error", "a JSON object was expected"));
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public synchronized long items() {
        return changes.size();
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "transport/concession-cards.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public synchronized void more() throws IOException {
        changes.add(card(changes.size()));
        write();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
