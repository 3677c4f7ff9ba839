package dev.comity.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One JSON file with the place of every member, so that a problem in it can be reported with line and column. */
final class SchemaFile {

    private final Path path;
    private final String name;
    private final byte[] text;
    private final ObjectNode root;
    private final Map<String, Integer> offsets;

    private SchemaFile(Path path, String name, byte[] text) throws IOException, MalformedJson {
        this.path = path;
        this.name = name;
        this.text = text;
        this.root = Json.parseObject(text);
        this.offsets = offsets(text);
    }

    /** @param name for messages */
    static SchemaFile read(Path path, String name) throws IOException, MalformedJson {
        return new SchemaFile(path, name, Files.readAllBytes(path));
    }

    Path path() {
        return path;
    }

    String name() {
        return name;
    }

    ObjectNode root() {
        return root;
    }

    /** Where the member at a JSON pointer (RFC 6901) stands; the nearest member around it where there is none. */
    Place place(String pointer) {
        String known = pointer;
        while (!known.isEmpty() && !offsets.containsKey(known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return placeOf(offsets.getOrDefault(known, 0));
    }

    private Place placeOf(int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (text[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        // Characters, not bytes: titles before the place may be Chinese.
        String before = new String(text, start, offset - start, StandardCharsets.UTF_8);
        return new Place(name, line, before.codePointCount(0, before.length()) + 1);
    }

    private static Map<String, Integer> offsets(byte[] text) throws IOException {
        Map<String, Integer> offsets = new HashMap<>();
        try (JsonParser parser = Json.parser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructEnd()) {
                    offsets.putIfAbsent(
                            parser.getParsingContext().pathAsPointer().toString(),
                            (int) parser.currentTokenLocation().getByteOffset());
                }
            }
        }
        return offsets;
    }
}
