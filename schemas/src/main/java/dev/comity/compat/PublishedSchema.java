package dev.comity.compat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema of a record type as it was last published: {@code published.json} in its folder, every reference replaced. */
public final class PublishedSchema {

    private PublishedSchema() {}

    /** What changed since then and breaks somebody, as problems; also where nothing was published yet. */
    public static List<Problem> check(RecordType type) throws IOException {
        Path file = file(type);
        String name = "schemas/records/" + type.id() + "/" + file.getFileName();
        if (!Files.isRegularFile(file)) {
            return List.of(Problem.error(
                    name, 0, 0, "this version was never published; 'comity record check --publish' writes it down"));
        }
        try {
            JsonNode published = Json.parse(Files.readAllBytes(file));
            return Compatibility.ofRecordTypes(published, type.schema()).breaking().stream()
                    .map(change -> Problem.error(name.replace("published", "schema"), 0, 0, message(change)))
                    .toList();
        } catch (MalformedJson e) {
            return List.of(Problem.error(name, e.line(), e.column(), e.getMessage()));
        }
    }

    private static String message(Change change) {
        return "%s %s since it was published: producers %s, consumers %s (%s); this needs a new major version"
                .formatted(
                        change.path(),
                        change.what(),
                        change.producers().code(),
                        change.consumers().code(),
                        change.message());
    }

    /** Writes down the schema as it is now. */
    public static void publish(RecordType type) throws IOException {
        Files.write(file(type), Json.pretty(type.schema()).getBytes(StandardCharsets.UTF_8));
    }

    private static Path file(RecordType type) {
        return type.folder().resolve("published.json");
    }
}
