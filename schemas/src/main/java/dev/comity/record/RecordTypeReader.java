package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one folder {@code records/<type>/<major>}. */
final class RecordTypeReader {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Path schemas;
    private final Map<String, FieldStandard> standards;
    private final SchemaProblems problems;
    private final FlatSchema flat;

    RecordTypeReader(Path schemas, Map<String, FieldStandard> standards, SchemaProblems problems) {
        this.schemas = schemas;
        this.standards = standards;
        this.problems = problems;
        this.flat = new FlatSchema(schemas, problems);
    }

    /** The record type, or empty if not even its schema can be read; the problems say whether it may be used. */
    Optional<RecordType> read(Path folder) throws IOException {
        String written = folder.getParent().getFileName() + "/" + folder.getFileName();
        Optional<RecordTypeId> id = RecordTypeId.parse(written);
        Path file = folder.resolve("schema.json");
        if (id.isEmpty() || !Files.isRegularFile(file)) {
            problems.error(
                    new Place("schemas/records/" + written, 0, 0),
                    id.isEmpty()
                            ? "a record type's folder is records/<name>/<major>: lower case letters, digits, hyphens"
                            : "there is no schema.json in this folder");
            return Optional.empty();
        }
        ObjectNode root = flat.read(file);
        return root == null ? Optional.empty() : Optional.ofNullable(type(id.get(), folder, root));
    }

    private RecordType type(RecordTypeId id, Path folder, ObjectNode root) {
        LeafRules rules = new LeafRules(flat, problems, standards, new CodeLists(schemas.resolve("codes")));
        SchemaReader reader = new SchemaReader(flat, problems, rules);
        ObjectShape shape = reader.readRecord(root);
        reader.leaves().titles(root);
        List<DerivedField> derived = new DerivationReader(flat, problems, reader).read(root);
        Optional<EarlierMajor> earlier = new EarlierMajorReader(flat, problems).read(id, folder, root);
        checkRoot(root, reader.fields());
        checkPaths(reader);
        return problems.hasErrors() ? null : new RecordType(id, folder, root, shape, reader.fields(), derived, earlier);
    }

    private void checkRoot(ObjectNode root, Map<FieldPath, Field> fields) {
        if (!root.path("$schema").asText().equals(DIALECT)) {
            problems.error(flat.place(root, "$schema"), "expected \"$schema\": \"%s\"".formatted(DIALECT));
        }
        if (!SchemaWords.SHARING.contains(root.path("x-sharing").asText())) {
            problems.error(flat.place(root, "x-sharing"), "x-sharing must be unconditional, conditional or not-shared");
        }
        checkLeaf(root, "x-order-key", root.path("x-order-key"), fields);
        if (!root.path("x-subject").isArray()) {
            problems.error(flat.place(root, "x-subject"), "x-subject is a list of fields, empty without a person");
        }
        root.path("x-subject").forEach(path -> checkLeaf(root, "x-subject", path, fields));
    }

    private void checkLeaf(ObjectNode root, String word, JsonNode path, Map<FieldPath, Field> fields) {
        Field field = FieldPath.isPath(path.asText()) ? fields.get(FieldPath.of(path.asText())) : null;
        if (field == null || !field.leaf()) {
            problems.error(flat.place(root, word), noField(word, path.asText(), fields));
        } else if (word.equals("x-order-key") && path.asText().contains("[]")) {
            problems.error(flat.place(root, word), "x-order-key is one value, not the elements of an array");
        }
    }

    private void checkPaths(SchemaReader reader) {
        Map<FieldPath, Field> fields = reader.fields();
        for (Field field : fields.values()) {
            for (FieldPath path : field.implies()) {
                if (!fields.containsKey(path)) {
                    problems.error(reader.place(field.path(), "x-implies"), noField("x-implies", path.value(), fields));
                }
            }
            for (FieldPath path : field.embeds()) {
                if (!fields.containsKey(path)) {
                    problems.error(reader.place(field.path(), "x-embeds"), noField("x-embeds", path.value(), fields));
                }
            }
        }
    }

    private static String noField(String word, String path, Map<FieldPath, Field> fields) {
        return "%s names '%s', which is no field with a value in this record%s"
                .formatted(
                        word,
                        path,
                        SchemaProblems.didYouMean(
                                path,
                                fields.keySet().stream().map(FieldPath::value).toList()));
    }
}
