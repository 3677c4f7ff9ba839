package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A record type of one major version, as its folder declares it. Immutable and thread-safe. */
public final class RecordType {

    RecordType() {}

    public RecordTypeId id() {
        throw new UnsupportedOperationException("contract");
    }

    public String titleEn() {
        throw new UnsupportedOperationException("contract");
    }

    public String titleZh() {
        throw new UnsupportedOperationException("contract");
    }

    /** Folder with schema and examples. */
    public Path folder() {
        throw new UnsupportedOperationException("contract");
    }

    /** base64url SHA-256 over everything that the schema says, shared definitions included. */
    public String digest() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code unconditional}, {@code conditional} or {@code not-shared} ({@code x-sharing}). */
    public String sharing() {
        throw new UnsupportedOperationException("contract");
    }

    /** Every field, containers and derived fields too. */
    public SortedMap<FieldPath, Field> fields() {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<Field> field(FieldPath path) {
        return Optional.ofNullable(fields().get(path));
    }

    /** Paths of the leaves that a whole record can have, derived ones not among them. */
    public Set<FieldPath> leaves() {
        throw new UnsupportedOperationException("contract");
    }

    public List<Derivation> derivations() {
        throw new UnsupportedOperationException("contract");
    }

    /** The path that orders records ({@code x-order-key}). */
    public FieldPath orderKey() {
        throw new UnsupportedOperationException("contract");
    }

    /** Paths of the data subjects ({@code x-subject}); empty where there is no person. */
    public List<FieldPath> subjects() {
        throw new UnsupportedOperationException("contract");
    }

    /** Number of members that the object at this path can have, derived fields included; decoys pad to it. Null path is the root. */
    public int memberCount(FieldPath object) {
        throw new UnsupportedOperationException("contract");
    }

    /** Validates a whole record at its source; formats and field standards asserted. All problems at once. */
    public List<RecordProblem> validate(JsonNode record) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Validates what is disclosed: names and structure known, each leaf against its own subschema, and rules over several
     * fields only where all that they look at is disclosed.
     *
     * @param derived names of derived fields that may be there (a bound envelope's)
     */
    public List<RecordProblem> validateDisclosed(ObjectNode record, Set<FieldPath> derived) {
        throw new UnsupportedOperationException("contract");
    }
}
