package dev.comity.hub;

import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code hub/endpoint.json}: host and port of the running hub's broker, there exactly while it is ready. */
final class EndpointFile {

    private final Path file;

    EndpointFile(Path hubFolder) {
        this.file = hubFolder.resolve("endpoint.json");
    }

    /** A reader finds all of it or nothing. */
    void write(String host, int port) throws IOException {
        Path written = file.resolveSibling("endpoint.json.tmp");
        Files.writeString(written, Json.text(Json.object().put("host", host).put("port", port)) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
