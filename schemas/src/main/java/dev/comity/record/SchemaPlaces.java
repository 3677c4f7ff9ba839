package dev.comity.record;

import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Where the fields of a record type are declared, for people who ask why a field is as it is. */
public final class SchemaPlaces {

    private final String file;
    private final Map<FieldPath, Integer> lines = new TreeMap<>();

    private SchemaPlaces(RecordType type, SchemaFile text) {
        this.file = text.name();
        for (Field field : type.fields().values()) {
            lines.put(field.path(), text.place(pointer(field)).line());
        }
    }

    /** @throws IOException if the schema cannot be read any more */
    public static SchemaPlaces of(RecordType type) throws IOException {
        String name = "schemas/records/" + type.id() + "/schema.json";
        try {
            return new SchemaPlaces(type, SchemaFile.read(type.folder().resolve("schema.json"), name));
        } catch (MalformedJson e) {
            throw new IOException(name + " cannot be read any more", e);
        }
    }

    /** {@code schemas/records/<type>/<major>/schema.json}. */
    public String file() {
        return file;
    }

    /** The line of a field; where it comes in by reference, the line of the nearest field around it that stands in the file. */
    public int line(FieldPath path) {
        return lines.getOrDefault(path, 1);
    }

    private static String pointer(Field field) {
        if (field.derived()) {
            return "/x-derived/" + field.path().value();
        }
        StringBuilder pointer = new StringBuilder();
        for (String step : field.path().steps()) {
            pointer.append(step.equals("[]") ? "/items" : "/properties/" + step);
        }
        return pointer.toString();
    }
}
