package dev.comity.agreement;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The CEL types of one record type, built from its schema, so that a field that the schema does not have is an error when
 * the agreement is loaded and not when a record comes.
 */
final class ConditionTypes implements CelTypeProvider {

    private final Map<String, CelType> types = new LinkedHashMap<>();
    private final RecordType recordType;
    private final StructType root;

    ConditionTypes(RecordType recordType) {
        this.recordType = recordType;
        this.root = struct("", Optional.empty());
    }

    StructType root() {
        return root;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(types.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }

    private StructType struct(String path, Optional<FieldPath> at) {
        Map<String, CelType> members = new LinkedHashMap<>();
        for (Field field : recordType.fields().values()) {
            memberName(field.path(), at).ifPresent(name -> members.put(name, typeOf(field)));
        }
        // The name holds a space, so that no expression can spell it: neither construct such an object nor shadow a
        // field.
        StructType struct = StructType.create(
                "object " + path,
                ImmutableSet.copyOf(members.keySet()),
                name -> Optional.ofNullable(members.get(name)));
        types.put(struct.name(), struct);
        return struct;
    }

    /** The name of a direct member of the object at a place, or empty for fields elsewhere. */
    private static Optional<String> memberName(FieldPath field, Optional<FieldPath> at) {
        String prefix = at.map(path -> path.value() + ".").orElse("");
        String value = field.value();
        String name = value.startsWith(prefix) ? value.substring(prefix.length()) : "";
        boolean direct = !name.isEmpty() && name.indexOf('.') < 0 && name.indexOf('[') < 0;
        return direct ? Optional.of(name) : Optional.empty();
    }

    private CelType typeOf(Field field) {
        return switch (field.type()) {
            case "string" -> SimpleType.STRING;
            case "integer" -> SimpleType.INT;
            case "boolean" -> SimpleType.BOOL;
            case "object" -> struct(field.path().value(), Optional.of(field.path()));
            case "array" -> ListType.create(elementOf(field.path()));
            // A decimal has no CEL type: ConditionCompiler refuses each use, this type only avoids a second message.
            default -> SimpleType.DYN;
        };
    }

    private CelType elementOf(FieldPath array) {
        return recordType.field(array.element()).map(this::typeOf).orElse(SimpleType.DYN);
    }
}
