package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON file that a person wrote.
 *
 * @param json what it says
 * @param places the same, with the place of each value
 */
record JsonFile(JsonNode json, YamlNode places) {

    /**
     * @param problems gets why it cannot be read
     * @return empty if it cannot
     */
    static Optional<JsonFile> read(Subject subject, Path file, List<Problem> problems) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String shown = subject.shown(file);
        try {
            JsonNode json = Json.parse(bytes);
            // JSON is YAML 1.2, and that reader keeps the places.
            return YamlDocument.parse(shown, bytes, new ArrayList<>()).map(places -> new JsonFile(json, places));
        } catch (MalformedJson e) {
            problems.add(Problem.error(shown, e.line(), e.column(), "not JSON: " + e.getMessage()));
            return Optional.empty();
        }
    }
}
