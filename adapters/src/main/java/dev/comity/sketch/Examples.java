package dev.comity.sketch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A record type's own examples as a sample, for those who have none of their system yet. */
final class Examples {

    /** What is set at sealing. */
    private static final List<String> HEADER =
            List.of("recordId", "steward", "provider", "recordedAt", "recordStatus", "supersedes", "source");

    private Examples() {}

    static byte[] of(RecordType type) throws IOException {
        ArrayNode all = Json.object().arrayNode();
        try (Stream<Path> files = Files.list(type.folder().resolve("examples"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                ObjectNode example = Json.parseObject(Files.readAllBytes(file));
                if (!example.path("recordStatus").asText().equals("corrected")) {
                    all.add(example.without(HEADER));
                }
            }
        } catch (MalformedJson e) {
            throw new IOException("an example of " + type.id() + " is not JSON: " + e.getMessage(), e);
        }
        return Json.pretty(all).getBytes(StandardCharsets.UTF_8);
    }
}
