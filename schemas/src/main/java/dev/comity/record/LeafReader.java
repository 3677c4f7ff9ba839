package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads titles and labels of single fields. */
final class LeafReader {

    private final FlatSchema flat;
    private final SchemaProblems problems;
    private final LeafRules rules;

    LeafReader(FlatSchema flat, SchemaProblems problems, LeafRules rules) {
        this.flat = flat;
        this.problems = problems;
        this.rules = rules;
    }

    /** @param titled the schema that holds the titles: that of the array for its elements */
    Field field(FieldPath path, ObjectNode schema, JsonNode titled, boolean leaf, String mark) {
        titles(titled);
        return new Field(
                path,
                titled.path("title").asText(),
                titled.path("x-title-zh").asText(),
                leaf,
                schema.path("type").asText(),
                mark,
                paths(schema, "x-implies"),
                paths(schema, "x-embeds"),
                false,
                shared(schema));
    }

    /** Requires a title in English and in Chinese. */
    void titles(JsonNode schema) {
        for (String word : List.of("title", "x-title-zh")) {
            if (schema.path(word).asText().isBlank()) {
                problems.error(flat.place(schema, word), "'%s' is missing or empty".formatted(word));
            }
        }
    }

    /** The sensitivity mark, checked against the labels that it stands for. */
    String mark(JsonNode schema) {
        JsonNode label = schema.path("x-classification");
        String mark = label.path("mark").asText();
        label(schema, "x-classification", Set.of("scheme", "grade", "mark"));
        Set<String> grades = SchemaWords.GRADES.get(mark);
        if (grades == null) {
            problems.error(flat.place(schema, "x-classification"), "mark must be one of S0, S1, S2, S3, S4");
        } else if (!grades.contains(label.path("grade").asText())) {
            problems.error(
                    flat.place(schema, "x-classification"), "mark %s stands for grade %s".formatted(mark, grades));
        }
        personal(schema, mark);
        return mark;
    }

    private void personal(JsonNode schema, String mark) {
        label(schema, "x-personal-information", Set.of("scheme", "kind", "category"));
        String kind = schema.path("x-personal-information").path("kind").asText();
        if (!SchemaWords.PERSONAL_KINDS.contains(kind)) {
            problems.error(flat.place(schema, "x-personal-information"), "kind must be one of none, pi, spi");
        } else if (mark.equals("S0") && !kind.equals("none")) {
            problems.error(flat.place(schema, "x-personal-information"), "mark S0 is for what is not personal");
        }
    }

    private void label(JsonNode schema, String word, Set<String> members) {
        JsonNode label = schema.path(word);
        if (!label.isObject() || label.path("scheme").asText().isBlank()) {
            problems.error(flat.place(schema, word), "'%s' with its scheme and version is missing".formatted(word));
        }
        for (var member : label.properties()) {
            if (!members.contains(member.getKey())) {
                problems.error(
                        flat.place(label, member.getKey()),
                        "unknown word '%s'%s"
                                .formatted(member.getKey(), SchemaProblems.didYouMean(member.getKey(), members)));
            }
        }
    }

    private boolean shared(JsonNode schema) {
        JsonNode sharing = schema.path("x-sharing");
        if (!sharing.isMissingNode() && !sharing.asText().equals("not-shared")) {
            problems.error(flat.place(schema, "x-sharing"), "at a field, x-sharing can only be \"not-shared\"");
        }
        return sharing.isMissingNode();
    }

    /** Paths in an annotation; those that have no form of a path are problems, those that do not exist are found later. */
    List<FieldPath> paths(JsonNode schema, String word) {
        List<FieldPath> paths = new ArrayList<>();
        for (JsonNode path : schema.path(word)) {
            if (FieldPath.isPath(path.asText())) {
                paths.add(FieldPath.of(path.asText()));
            } else {
                problems.error(flat.place(schema, word), "'%s' is no field path".formatted(path.asText()));
            }
        }
        return List.copyOf(paths);
    }

    LeafShape shape(ObjectNode schema) {
        return rules.shape(schema);
    }
}
