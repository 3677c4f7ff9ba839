package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A schema with every {@code $ref} replaced by what it refers to, so that nothing is looked up later, least of all over a
 * network. Beside a {@code $ref} stand titles, labels and other annotations; a rule there that the definition has too is an
 * error. Each object of the result remembers the file and place that it was written in.
 */
final class FlatSchema {

    private final Path schemas;
    private final SchemaProblems problems;
    private final Map<Path, SchemaFile> files = new HashMap<>();
    private final Map<JsonNode, Origin> origins = new IdentityHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private record Origin(SchemaFile file, String pointer) {}

    /** @param schemas no file outside this folder is read */
    FlatSchema(Path schemas, SchemaProblems problems) {
        this.schemas = schemas.toAbsolutePath().normalize();
        this.problems = problems;
    }

    /** The flat form of the file's schema, or null if it cannot be read; problems say why. */
    ObjectNode read(Path file) throws IOException {
        SchemaFile text = file(file.toAbsolutePath().normalize());
        return text == null ? null : (ObjectNode) flat(text.root(), text, "");
    }

    /** Where a member of an object of the flat schema was written; the object itself where it has no such member. */
    Place place(JsonNode object, String member) {
        Origin origin = origins.get(object);
        return origin.file.place(origin.pointer + (member.isEmpty() ? "" : "/" + escaped(member)));
    }

    private SchemaFile file(Path path) throws IOException {
        SchemaFile known = files.get(path);
        if (known != null) {
            return known;
        }
        String name = schemas.getFileName() + "/"
                + schemas.relativize(path).toString().replace('\\', '/');
        try {
            files.put(path, SchemaFile.read(path, name));
        } catch (MalformedJson e) {
            problems.error(new Place(name, e.line(), e.column()), e.getMessage() + "; expected one JSON object");
        }
        return files.get(path);
    }

    private JsonNode flat(JsonNode node, SchemaFile file, String pointer) throws IOException {
        if (node instanceof ObjectNode object) {
            return object.has("$ref") ? referred(object, file, pointer) : flatObject(object, file, pointer);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                copy.add(flat(array.get(i), file, pointer + "/" + i));
            }
            return copy;
        }
        return node;
    }

    private ObjectNode flatObject(ObjectNode object, SchemaFile file, String pointer) throws IOException {
        ObjectNode copy = Json.object();
        for (var member : object.properties()) {
            // Definitions come in through the references to them.
            if (!(pointer.isEmpty() && member.getKey().equals("$defs"))) {
                copy.set(member.getKey(), flat(member.getValue(), file, pointer + "/" + escaped(member.getKey())));
            }
        }
        origins.put(copy, new Origin(file, pointer));
        return copy;
    }

    private ObjectNode referred(ObjectNode object, SchemaFile file, String pointer) throws IOException {
        ObjectNode merged = target(object, file, pointer);
        ObjectNode beside = flatObject(object, file, pointer);
        beside.remove("$ref");
        for (var member : beside.properties()) {
            if (merged.has(member.getKey()) && !SchemaWords.ANNOTATIONS.contains(member.getKey())) {
                problems.error(
                        file.place(pointer + "/" + escaped(member.getKey())),
                        "'%s' stands here and in the definition referred to; keep one".formatted(member.getKey()));
            }
            merged.set(member.getKey(), member.getValue());
        }
        // A bare reference says nothing of its own: problems in it are the definition's.
        if (!beside.isEmpty()) {
            origins.put(merged, new Origin(file, pointer));
        }
        return merged;
    }

    private ObjectNode target(ObjectNode object, SchemaFile file, String pointer) throws IOException {
        Place at = file.place(pointer + "/$ref");
        String reference = object.get("$ref").asText();
        int hash = reference.indexOf('#');
        if (hash < 0 || reference.contains(":") || !reference.startsWith("/$defs/", hash + 1)) {
            return unresolved(
                    at, "$ref must be '#/$defs/NAME' or 'FILE#/$defs/NAME', a file of this folder", file, pointer);
        }
        Path path = hash == 0
                ? file.path()
                : file.path().resolveSibling(reference.substring(0, hash)).normalize();
        if (!path.startsWith(schemas) || !Files.isRegularFile(path)) {
            return unresolved(at, "$ref names a file that is not in the schemas folder", file, pointer);
        }
        SchemaFile other = file(path);
        String there = reference.substring(hash + 1);
        if (other == null || !(other.root().at(there) instanceof ObjectNode definition)) {
            return unresolved(at, "$ref names a definition that does not exist", file, pointer);
        }
        if (open.contains(path + "#" + there)) {
            return unresolved(at, "$ref leads back to itself; records have no recursive fields", file, pointer);
        }
        open.push(path + "#" + there);
        try {
            return (ObjectNode) flat(definition, other, there);
        } finally {
            open.pop();
        }
    }

    private ObjectNode unresolved(Place at, String message, SchemaFile file, String pointer) {
        problems.error(at, message);
        ObjectNode nothing = Json.object();
        origins.put(nothing, new Origin(file, pointer));
        return nothing;
    }

    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
