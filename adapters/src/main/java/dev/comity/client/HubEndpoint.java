package dev.comity.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the hub's broker listens: {@code endpoint.json}, {@code {"host": ..., "port": ...}}. */
public record HubEndpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;

    public HubEndpoint {
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a host and a port from 1 to 65535 were expected");
        }
    }

    /** @throws IOException if the file is not there, as while the hub has never run, or is something else */
    public static HubEndpoint read(Path file) throws IOException {
        try {
            ObjectNode json = Json.parseObject(Files.readAllBytes(file));
            JsonNode port = json.path("port");
            return new HubEndpoint(json.path("host").asText(), port.isInt() ? port.intValue() : 0);
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new IOException(file + " does not say where the hub is: " + e.getMessage(), e);
        }
    }
}
