package dev.comity.chaos;

import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The consumer's own system: a file to which each record that is handed over is appended durably, with its delivery id and the
 * start of the process that handed it over.
 */
record HandOvers(Path file) {

    private static final String ADAPTER = """
            v: 1
            adapter: housing/handed-over
            title: {en: What is handed over, zh: 移交记录}
            direction: sink
            owner: Housing Bureau
            parameters:
              type: object
              required: [life]
              properties:
                life:
                  type: string
                  title: Which start of the process it is
                folder:
                  type: string
                  title: Folder of the file
                  default: "{{agency.folder}}/source"
            """;
    private static final String ROUTE = """
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - setBody:
                        simple: "${header.comityDelivery} {{housing/handed-over.life}} ${body}"
                    - to:
                        uri: file:{{housing/handed-over.folder}}
                        parameters:
                          fileName: handed-over.txt
                          fileExist: Append
                          appendChars: '\\n'
                          forceWrites: true
            """;

    /** One hand-over. @param life of the process that did it */
    record Line(String delivery, String life, String transaction) {}

    static void writeAdapter(Path folder) throws IOException {
        DurableFile.write(folder.resolve("adapter.yaml"), ADAPTER);
        DurableFile.write(folder.resolve("route.camel.yaml"), ROUTE);
    }

    /** In their order. @throws IOException also where a line is none: then a record was not kept whole */
    List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                lines.add(line(line));
            }
        }
        return lines;
    }

    private static Line line(String text) throws IOException {
        String[] parts = text.split(" ", 3);
        try {
            String transaction = Json.parseObject(parts[2].getBytes(StandardCharsets.UTF_8))
                    .path("transactionId")
                    .asText();
            return new Line(parts[0], parts[1], transaction);
        } catch (MalformedJson | ArrayIndexOutOfBoundsException e) {
            throw new IOException("a line of the consumer's file is no record", e);
        }
    }
}
