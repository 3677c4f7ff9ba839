package dev.comity.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the hub's broker listens: {@code endpoint.json}, {@code {"host": ..., "port": ...}}, and the places of its backups as {@code
 * "backups": [{"host": ..., "port": ...}]}, which answer when it has gone.
 */
public record HubEndpoint(String host, int port, List<HubEndpoint> backups) {

    private static final int MAX_PORT = 65_535;

    public HubEndpoint {
        backups = List.copyOf(backups);
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a host and a port from 1 to 65535 were expected");
        }
    }

    /** One place, without backups. */
    public HubEndpoint(String host, int port) {
        this(host, port, List.of());
    }

    /** @throws IOException if the file is not there, as while the hub has never run, or is something else */
    public static HubEndpoint read(Path file) throws IOException {
        try {
            return of(Json.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new IOException(file + " does not say where the hub is: " + e.getMessage(), e);
        }
    }

    private static HubEndpoint of(JsonNode json) {
        List<HubEndpoint> backups = new ArrayList<>();
        json.path("backups").forEach(backup -> backups.add(of(backup)));
        JsonNode port = json.path("port");
        return new HubEndpoint(json.path("host").asText(), port.isInt() ? port.intValue() : 0, backups);
    }

    /** All places, in the order in which they are tried. */
    public List<HubEndpoint> places() {
        List<HubEndpoint> places = new ArrayList<>(List.of(this));
        backups.forEach(backup -> places.addAll(backup.places()));
        return places;
    }
}
