package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import dev.comity.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of a flat schema and compiles their shapes; every gap is a problem with its place. */
final class SchemaReader {

    private final FlatSchema flat;
    private final SchemaProblems problems;
    private final RuleCompiler compiler = new RuleCompiler();
    private final LeafReader leaves;
    private final SortedMap<FieldPath, Field> fields = new TreeMap<>();
    private final Map<FieldPath, JsonNode> declared = new TreeMap<>();

    SchemaReader(FlatSchema flat, SchemaProblems problems, LeafRules rules) {
        this.flat = flat;
        this.problems = problems;
        this.leaves = new LeafReader(flat, problems, rules);
    }

    /** Reads a whole record's shape; afterwards {@link #fields()} knows its fields. */
    ObjectShape readRecord(ObjectNode root) {
        checkWords(root, SchemaWords.ROOT);
        return object(root, null);
    }

    /** The fields read so far, containers too. */
    SortedMap<FieldPath, Field> fields() {
        return fields;
    }

    /** Where a member of a field's schema was written. */
    Place place(FieldPath field, String member) {
        return flat.place(declared.get(field), member);
    }

    /** The field standard that a field follows; empty text where it names none. */
    String format(FieldPath field) {
        return declared.get(field).path("format").asText();
    }

    LeafReader leaves() {
        return leaves;
    }

    private Shape shape(ObjectNode schema, FieldPath path, JsonNode titled) {
        declared.put(path, schema);
        return switch (schema.path("type").asText()) {
            case "object" -> container(schema, path, titled, SchemaWords.OBJECT, object(schema, path));
            case "array" -> container(schema, path, titled, SchemaWords.ARRAY, array(schema, path, titled));
            default -> leaf(schema, path, titled);
        };
    }

    private Shape container(ObjectNode schema, FieldPath path, JsonNode titled, Set<String> words, Shape shape) {
        checkWords(schema, words);
        // A container is as sensitive as the most sensitive field in it.
        String mark = fields.values().stream()
                .filter(field -> field.leaf() && field.path().isUnder(path))
                .map(Field::mark)
                .max(String::compareTo)
                .orElse("S0");
        fields.put(path, leaves.field(path, schema, titled, false, mark));
        return shape;
    }

    private Shape leaf(ObjectNode schema, FieldPath path, JsonNode titled) {
        checkWords(schema, SchemaWords.LEAF);
        fields.put(path, leaves.field(path, schema, titled, true, leaves.mark(schema)));
        return leaves.shape(schema);
    }

    private ObjectShape object(ObjectNode schema, FieldPath path) {
        if (!schema.path("type").asText().equals("object")) {
            problems.error(flat.place(schema, "type"), "a record is an object: expected \"type\": \"object\"");
        }
        if (!schema.path("additionalProperties").isBoolean()
                || schema.path("additionalProperties").asBoolean()) {
            problems.error(
                    flat.place(schema, "additionalProperties"), "every object needs \"additionalProperties\": false");
        }
        Map<String, Shape> members = new LinkedHashMap<>();
        for (var member : schema.path("properties").properties()) {
            member(schema, member.getKey(), member.getValue(), path, members);
        }
        return new ObjectShape(members, required(schema, members), rules(schema, members));
    }

    private void member(ObjectNode around, String name, JsonNode schema, FieldPath path, Map<String, Shape> members) {
        JsonNode list = around.path("properties");
        if (!FieldPath.isPath(name) || name.contains(".") || name.contains("[")) {
            problems.error(flat.place(list, name), "'%s' is no field name: letters, digits and _".formatted(name));
        } else if (schema instanceof ObjectNode object) {
            FieldPath child = path == null ? FieldPath.of(name) : path.member(name);
            members.put(name, shape(object, child, object));
        } else {
            problems.error(flat.place(list, name), "the schema of '%s' is not an object".formatted(name));
        }
    }

    private Shape array(ObjectNode schema, FieldPath path, JsonNode titled) {
        if (!(schema.path("items") instanceof ObjectNode items)) {
            problems.error(flat.place(schema, "items"), "an array needs \"items\" with one schema");
            return new ArrayShape(new ObjectShape(Map.of(), List.of(), List.of()), 0, 0, false);
        }
        JsonNode named = items.has("title") ? items : titled;
        Shape element = shape(items, path.element(), named);
        boolean unique = schema.path("uniqueItems").asBoolean();
        if (unique && !(element instanceof LeafShape)) {
            problems.error(flat.place(schema, "uniqueItems"), "uniqueItems is only for arrays of single values");
        }
        return new ArrayShape(
                element,
                schema.path("minItems").asInt(0),
                schema.path("maxItems").asInt(Integer.MAX_VALUE),
                unique);
    }

    private List<String> required(ObjectNode schema, Map<String, Shape> members) {
        List<String> required = new ArrayList<>();
        for (JsonNode name : schema.path("required")) {
            required.add(name.asText());
            if (!members.containsKey(name.asText())) {
                problems.error(
                        flat.place(schema, "required"),
                        "required names '%s', which is no field here%s"
                                .formatted(name.asText(), SchemaProblems.didYouMean(name.asText(), members.keySet())));
            }
        }
        return required;
    }

    private List<FieldRule> rules(ObjectNode schema, Map<String, Shape> members) {
        List<FieldRule> rules = new ArrayList<>();
        for (JsonNode rule : schema.path("allOf")) {
            if (!(rule instanceof ObjectNode object)) {
                problems.error(flat.place(schema, "allOf"), "an element of allOf is not an object");
                continue;
            }
            leaves.titles(object);
            RuleReader reader = new RuleReader(flat, problems, members);
            List<List<String>> looksAt = reader.read(object);
            rules.add(new FieldRule(object.path("title").asText(), looksAt, reader.blamed(object), compiled(object)));
        }
        return rules;
    }

    private Schema compiled(ObjectNode rule) {
        ObjectNode bare = Json.object();
        rule.properties().stream()
                .filter(word -> !SchemaWords.ANNOTATIONS.contains(word.getKey()))
                .forEach(word -> bare.set(word.getKey(), word.getValue()));
        return compiler.compile(bare);
    }

    private void checkWords(ObjectNode schema, Set<String> known) {
        for (var word : schema.properties()) {
            if (!known.contains(word.getKey())) {
                problems.error(
                        flat.place(schema, word.getKey()),
                        "unknown word '%s' here%s"
                                .formatted(word.getKey(), SchemaProblems.didYouMean(word.getKey(), known)));
            }
        }
    }
}
