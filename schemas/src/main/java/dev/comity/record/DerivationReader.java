package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code x-derived}: the derivations of a record type, each with function, source, arguments, titles and labels. */
final class DerivationReader {

    private final FlatSchema flat;
    private final SchemaProblems problems;
    private final LeafReader leaves;
    private final Map<FieldPath, Field> fields;
    private final SchemaReader reader;

    /** @param reader has read the fields of the record type, which sources must be among */
    DerivationReader(FlatSchema flat, SchemaProblems problems, SchemaReader reader) {
        this.flat = flat;
        this.problems = problems;
        this.leaves = reader.leaves();
        this.fields = reader.fields();
        this.reader = reader;
    }

    List<DerivedField> read(ObjectNode root) {
        List<DerivedField> derived = new ArrayList<>();
        JsonNode list = root.path("x-derived");
        for (var one : list.properties()) {
            if (!FieldPath.isPath(one.getKey())
                    || FieldPath.of(one.getKey()).steps().size() != 1) {
                problems.error(flat.place(list, one.getKey()), "a derived field stands at the top of the record");
            } else if (fields.containsKey(FieldPath.of(one.getKey()))) {
                problems.error(flat.place(list, one.getKey()), "a field of the record has this name already");
            } else {
                one(FieldPath.of(one.getKey()), one.getValue()).ifPresent(derived::add);
            }
        }
        return derived;
    }

    private Optional<DerivedField> one(FieldPath name, JsonNode declared) {
        for (var word : declared.properties()) {
            if (!SchemaWords.DERIVED.contains(word.getKey())) {
                problems.error(
                        flat.place(declared, word.getKey()),
                        "unknown word '%s' in a derivation%s"
                                .formatted(
                                        word.getKey(), SchemaProblems.didYouMean(word.getKey(), SchemaWords.DERIVED)));
            }
        }
        leaves.titles(declared);
        String mark = leaves.mark(declared);
        Optional<DerivationFunction> function = function(declared);
        Optional<Field> source = source(declared, function);
        if (!(declared.path("schema") instanceof ObjectNode schema) || function.isEmpty() || source.isEmpty()) {
            if (!declared.path("schema").isObject()) {
                problems.error(flat.place(declared, "schema"), "'schema' says what the derived value may be; missing");
            }
            return Optional.empty();
        }
        Field field = new Field(
                name,
                declared.path("title").asText(),
                declared.path("x-title-zh").asText(),
                true,
                schema.path("type").asText(),
                mark,
                leaves.paths(declared, "x-implies"),
                List.copyOf(embeds(declared, function.get(), source.get())),
                true);
        checkPaths(declared, field);
        ObjectNode arguments = declared.path("arguments") instanceof ObjectNode given ? given : Json.object();
        Derivation derivation = new Derivation(
                name,
                function.get().written(),
                source.get().path(),
                arguments,
                function.get().secret());
        return Optional.of(new DerivedField(derivation, field, leaves.shape(schema)));
    }

    private Set<FieldPath> embeds(JsonNode declared, DerivationFunction function, Field source) {
        Set<FieldPath> embeds = new TreeSet<>(leaves.paths(declared, "x-embeds"));
        // Not left to whoever writes the schema: such a mask looks harmless.
        boolean resident = reader.format(source.path()).equals("resident-number")
                || !source.embeds().isEmpty();
        if (function == DerivationFunction.MASK_MIDDLE
                && resident
                && MaskedMiddle.tellsResidentNumber(declared.path("arguments"))) {
            embeds.add(source.path());
            embeds.addAll(source.embeds());
        }
        return embeds;
    }

    private void checkPaths(JsonNode declared, Field field) {
        for (FieldPath path : field.implies()) {
            checkField(declared, "x-implies", path);
        }
        for (FieldPath path : field.embeds()) {
            checkField(declared, "x-embeds", path);
        }
    }

    private void checkField(JsonNode declared, String word, FieldPath path) {
        if (!fields.containsKey(path)) {
            problems.error(flat.place(declared, word), noField(word, path.value()));
        }
    }

    private Optional<DerivationFunction> function(JsonNode declared) {
        String written = declared.path("function").asText();
        Optional<DerivationFunction> function = DerivationFunction.of(written);
        if (function.isEmpty()) {
            problems.error(
                    flat.place(declared, "function"),
                    "unknown function '%s'%s"
                            .formatted(written, SchemaProblems.didYouMean(written, DerivationFunction.names())));
        }
        function.flatMap(known -> known.wrongArguments(declared.path("arguments")))
                .ifPresent(message -> problems.error(flat.place(declared, "arguments"), message));
        return function;
    }

    private Optional<Field> source(JsonNode declared, Optional<DerivationFunction> function) {
        String from = declared.path("from").asText();
        Field source = FieldPath.isPath(from) ? fields.get(FieldPath.of(from)) : null;
        if (source == null) {
            problems.error(flat.place(declared, "from"), noField("'from'", from));
        } else if (from.contains("[]")
                && function.filter(DerivationFunction.EQUALS::equals).isEmpty()) {
            problems.error(flat.place(declared, "from"), "a derivation reads one value, not the elements of an array");
        } else {
            function.flatMap(known -> known.wrongSource(source))
                    .ifPresent(message -> problems.error(flat.place(declared, "from"), message));
            checkTerms(declared, function);
            checkWithout(declared, source);
        }
        return Optional.ofNullable(source);
    }

    private void checkWithout(JsonNode declared, Field source) {
        String without = declared.path("arguments").path("without").asText();
        boolean known = without.isEmpty()
                || !FieldPath.isPath(without)
                || fields.containsKey(source.path().element().member(without));
        if (!known) {
            problems.error(flat.place(declared, "arguments"), noField("'without'", source.path() + "[]." + without));
        }
    }

    private void checkTerms(JsonNode declared, Optional<DerivationFunction> function) {
        JsonNode arguments = declared.path("arguments");
        if (function.filter(DerivationFunction.MEETS::equals).isEmpty() || !Terms.areRight(arguments)) {
            return;
        }
        for (FieldPath path : Terms.fields(arguments)) {
            Field read = path.value().contains("[]") ? null : fields.get(path);
            if (read == null) {
                problems.error(flat.place(declared, "arguments"), noField("a term", path.value()));
            } else {
                DerivationFunction.MEETS
                        .wrongSource(read)
                        .ifPresent(message -> problems.error(flat.place(declared, "arguments"), message));
            }
        }
    }

    private String noField(String word, String path) {
        return "%s names '%s', which is no field of this record%s"
                .formatted(
                        word,
                        path,
                        SchemaProblems.didYouMean(
                                path,
                                fields.keySet().stream().map(FieldPath::value).toList()));
    }
}
