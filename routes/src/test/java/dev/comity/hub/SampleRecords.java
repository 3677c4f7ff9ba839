package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records out of the examples that stand beside the record types. */
final class SampleRecords {

    static final String TRANSFER = "property-transfer/1";
    static final String DEATH = "death-registration/1";

    private static final Path RECORDS = Path.of(System.getProperty("comity.home", ".."), "schemas", "records");

    private SampleRecords() {}

    /** @param example for instance {@code added} */
    static ObjectNode of(String type, String example) throws Exception {
        return Json.parseObject(
                Files.readAllBytes(RECORDS.resolve(type).resolve("examples").resolve(example + ".json")));
    }

    static ObjectNode transfer() throws Exception {
        return of(TRANSFER, "added");
    }
}
