package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.broker.BrokerPlaces;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code hub/endpoint.json}: host and port of the running hub's broker, and those of its backups as {@code backups}; there exactly
 * while the hub is ready.
 */
final class EndpointFile {

    private final Path file;

    EndpointFile(Path hubFolder) {
        this.file = hubFolder.resolve("endpoint.json");
    }

    /** A reader finds all of it or nothing. */
    void write(BrokerPlaces places) throws IOException {
        ObjectNode json = place(places.first());
        if (places.all().size() > 1) {
            ArrayNode backups = json.putArray("backups");
            places.all().stream().skip(1).map(EndpointFile::place).forEach(backups::add);
        }
        Path written = file.resolveSibling("endpoint.json.tmp");
        Files.writeString(written, Json.text(json) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectNode place(BrokerPlaces.Place place) {
        return Json.object().put("host", place.host()).put("port", place.port());
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
