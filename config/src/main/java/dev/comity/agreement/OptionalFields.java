package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.record.Derivation;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a record type that a valid record may lack, or hold as {@code null}, where the object that holds them is
 * there. Every derived field is one: it is absent where its source is.
 */
final class OptionalFields {

    private final Set<FieldPath> optional = new HashSet<>();

    OptionalFields(RecordType type) {
        object(type.schema(), Optional.empty());
        type.derivations().stream().map(Derivation::name).forEach(optional::add);
    }

    boolean contains(FieldPath path) {
        return optional.contains(path);
    }

    private void object(JsonNode schema, Optional<FieldPath> at) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(member -> {
            FieldPath path = at.map(p -> p.member(member.getKey())).orElseGet(() -> FieldPath.of(member.getKey()));
            if (!required.contains(member.getKey()) || mayBeNull(member.getValue())) {
                optional.add(path);
            }
            below(member.getValue(), path);
        });
    }

    private void below(JsonNode schema, FieldPath path) {
        object(schema, Optional.of(path));
        if (schema.has("items")) {
            below(schema.get("items"), path.element());
        }
    }

    private static boolean mayBeNull(JsonNode schema) {
        for (JsonNode type : schema.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        return false;
    }
}
