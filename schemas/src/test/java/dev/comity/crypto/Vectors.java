package dev.comity.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published test vectors beside the repository; tests that need them skip where they are not there. */
public final class Vectors {

    private Vectors() {}

    public static Path folder() {
        return Path.of(System.getProperty("comity.home", "..")).resolve("../shared/vectors");
    }

    public static Path file(String name) {
        Path file = folder().resolve(name);
        assumeTrue(Files.exists(file), "the published vectors are not there: " + name);
        return file;
    }

    public static JsonNode json(String name) throws Exception {
        return Json.parse(Files.readAllBytes(file(name)));
    }
}
