package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A record type of one major version, as its folder declares it. Immutable and thread-safe. */
public final class RecordType {

    private final RecordTypeId id;
    private final Path folder;
    private final ObjectNode schema;
    private final String digest;
    private final ObjectShape shape;
    private final SortedMap<FieldPath, Field> fields;
    private final Set<FieldPath> leaves;
    private final List<Derivation> derivations;
    private final Map<FieldPath, LeafShape> derivedShapes = new HashMap<>();
    private final FieldPath orderKey;
    private final List<FieldPath> subjects;
    private final Optional<EarlierMajor> earlier;

    /** @param schema flat, checked */
    RecordType(
            RecordTypeId id,
            Path folder,
            ObjectNode schema,
            ObjectShape shape,
            SortedMap<FieldPath, Field> declared,
            List<DerivedField> derived,
            Optional<EarlierMajor> earlier) {
        this.id = id;
        this.folder = folder;
        this.schema = schema;
        this.digest = SchemaDigest.of(schema);
        this.shape = shape;
        SortedMap<FieldPath, Field> all = new TreeMap<>(declared);
        Set<FieldPath> ends = new TreeSet<>();
        declared.values().stream().filter(Field::leaf).map(Field::path).forEach(ends::add);
        derived.forEach(one -> all.put(one.field().path(), one.field()));
        derived.forEach(one -> derivedShapes.put(one.field().path(), one.shape()));
        this.fields = Collections.unmodifiableSortedMap(all);
        this.leaves = Collections.unmodifiableSet(ends);
        this.derivations = derived.stream().map(DerivedField::derivation).toList();
        this.orderKey = FieldPath.of(schema.path("x-order-key").asText());
        List<FieldPath> people = new java.util.ArrayList<>();
        schema.path("x-subject").forEach(path -> people.add(FieldPath.of(path.asText())));
        this.subjects = List.copyOf(people);
        this.earlier = earlier;
    }

    public RecordTypeId id() {
        return id;
    }

    public String titleEn() {
        return schema.path("title").asText();
    }

    public String titleZh() {
        return schema.path("x-title-zh").asText();
    }

    /** Folder with schema and examples. */
    public Path folder() {
        return folder;
    }

    /** base64url SHA-256 over everything that the schema says, shared definitions included. */
    public String digest() {
        return digest;
    }

    /** {@code unconditional}, {@code conditional} or {@code not-shared} ({@code x-sharing}). */
    public String sharing() {
        return schema.path("x-sharing").asText();
    }

    /** Every field, containers and derived fields too. */
    public SortedMap<FieldPath, Field> fields() {
        return fields;
    }

    public Optional<Field> field(FieldPath path) {
        return Optional.ofNullable(fields.get(path));
    }

    /** Paths of the leaves that a whole record can have, derived ones not among them. */
    public Set<FieldPath> leaves() {
        return leaves;
    }

    public List<Derivation> derivations() {
        return derivations;
    }

    /** The path that orders records ({@code x-order-key}). */
    public FieldPath orderKey() {
        return orderKey;
    }

    /** Paths of the data subjects ({@code x-subject}); empty where there is no person. */
    public List<FieldPath> subjects() {
        return subjects;
    }

    /** How a record is told in an earlier major, where the type declares it. */
    public Optional<EarlierMajor> earlier() {
        return earlier;
    }

    /** The schema with every reference replaced by what it refers to, as it is digested and checked; a copy. */
    public ObjectNode schema() {
        return schema.deepCopy();
    }

    /**
     * Number of members that the object at this path can have, derived fields included; decoys pad to it.
     *
     * @param object null for the record itself; {@code parties[]} for the elements of an array of objects
     * @throws IllegalArgumentException where there is no object at the path
     */
    public int memberCount(FieldPath object) {
        if (object == null) {
            return shape.members().size() + derivations.size();
        }
        Shape at = shape;
        for (String step : object.steps()) {
            at = inside(at, step);
        }
        if (at instanceof ObjectShape found) {
            return found.members().size();
        }
        throw new IllegalArgumentException("there is no object at '%s' in %s".formatted(object, id));
    }

    private static Shape inside(Shape shape, String step) {
        if (shape instanceof ArrayShape array && step.equals("[]")) {
            return array.element();
        }
        return shape instanceof ObjectShape object ? object.members().get(step) : null;
    }

    /**
     * Validates a whole record at its source; formats and field standards asserted. All problems at once. Derived fields
     * are not part of a whole record: they are computed afterwards, at sealing.
     */
    public List<RecordProblem> validate(JsonNode record) {
        Findings findings = new Findings(true);
        shape.check(record, null, findings);
        return findings.all();
    }

    /**
     * Validates what is disclosed: names and structure known, each leaf against its own subschema, and rules over several
     * fields only where all that they look at is disclosed. Never refuses a part of a valid record.
     *
     * @param derived names of derived fields that may be there (a bound envelope's)
     */
    public List<RecordProblem> validateDisclosed(ObjectNode record, Set<FieldPath> derived) {
        Map<String, LeafShape> allowed = new HashMap<>();
        for (FieldPath name : derived) {
            LeafShape known = derivedShapes.get(name);
            if (known != null) {
                allowed.put(name.value(), known);
            }
        }
        Findings findings = new Findings(false);
        shape.check(record, null, findings, allowed);
        return findings.all();
    }
}
