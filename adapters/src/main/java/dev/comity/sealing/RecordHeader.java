package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.util.Optional;

/** Sets the common fields that a record type declares and a mapping left open: which record it is, whose, and since when. */
final class RecordHeader {

    private final RecordSealer.Sender sender;
    private final Directory directory;

    RecordHeader(RecordSealer.Sender sender, Directory directory) {
        this.sender = sender;
        this.directory = directory;
    }

    ObjectNode complete(RecordType type, ObjectNode fields, Instant at) {
        ObjectNode record = fields.deepCopy();
        String id = sender.secret()
                .recordId(type.id().toString(), orderKey(type, record))
                .toString();
        set(type, record, "recordId", Optional.of(id));
        Optional<String> creditCode = directory.agency(sender.agency()).map(AgencyStatement::creditCode);
        set(type, record, "steward", creditCode);
        set(type, record, "provider", creditCode);
        set(type, record, "recordedAt", Optional.of(at.toString()));
        set(type, record, "recordStatus", Optional.of("current"));
        return record;
    }

    private static void set(RecordType type, ObjectNode record, String name, Optional<String> value) {
        if (!record.has(name) && type.field(FieldPath.of(name)).isPresent()) {
            value.ifPresent(text -> record.put(name, text));
        }
    }

    /** What orders the records of one thing; empty text where the record lacks it, which validation then refuses. */
    static String orderKey(RecordType type, ObjectNode record) {
        return FieldValues.at(record, type.orderKey()).stream()
                .findFirst()
                .map(value -> value.asText())
                .orElse("");
    }
}
