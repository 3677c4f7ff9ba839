package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.Mapping;
import dev.comity.record.EarlierMajor;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a record in the majors before its own, by the mappings that the record types declare. Thread-safe. */
final class EarlierMajors {

    private final RecordTypes types;
    private final RecordHeader header;
    private final Map<RecordTypeId, Optional<Mapping>> mappings = new ConcurrentHashMap<>();

    EarlierMajors(RecordTypes types, RecordHeader header) {
        this.types = types;
        this.header = header;
    }

    /** A whole record, valid in its type. */
    record Told(RecordType type, ObjectNode record) {}

    /** The majors that a record of this type can be told in, newest first, its own not among them. */
    List<RecordTypeId> of(RecordType type) {
        List<RecordTypeId> majors = new ArrayList<>();
        // Ends: an earlier major is always a lower one.
        for (var step = type.earlier();
                step.isPresent();
                step = declared(step.get().type())) {
            majors.add(step.get().type());
        }
        return majors;
    }

    private Optional<EarlierMajor> declared(RecordTypeId id) {
        return types.find(id).flatMap(RecordType::earlier);
    }

    /**
     * @param record valid in its type
     * @param wanted its own type, or one of {@link #of}
     * @throws NotTold where a mapping on the way fails, or gives what its type refuses
     */
    Told tell(RecordType type, ObjectNode record, RecordTypeId wanted, Instant at) throws NotTold {
        Told told = new Told(type, record);
        while (!told.type().id().equals(wanted)) {
            told = step(told, wanted, at);
        }
        return told;
    }

    private Told step(Told newer, RecordTypeId wanted, Instant at) throws NotTold {
        RecordTypeId from = newer.type().id();
        EarlierMajor earlier = newer.type()
                .earlier()
                .orElseThrow(() -> new NotTold("no mapping leads from %s to %s".formatted(from, wanted)));
        String mapping = "mapping %s of %s".formatted(earlier.mapping().getFileName(), from);
        RecordType type = types.find(earlier.type())
                .orElseThrow(() -> new NotTold("%s leads to an unknown record type".formatted(mapping)));
        ObjectNode record = header.complete(type, mapped(newer, earlier, mapping), at);
        List<Refusal> reasons = type.validate(record).stream()
                .filter(problem -> !problem.warning())
                .map(problem -> Refusal.of(
                        RefusalCode.NOT_SENDABLE,
                        problem.place(),
                        "%s gives a record that %s refuses: %s".formatted(mapping, earlier.type(), problem.message())))
                .toList();
        if (!reasons.isEmpty()) {
            throw new NotTold(reasons);
        }
        return new Told(type, record);
    }

    private ObjectNode mapped(Told newer, EarlierMajor earlier, String mapping) throws NotTold {
        Mapping compiled = mappings.computeIfAbsent(newer.type().id(), id -> compiled(earlier))
                .orElseThrow(() -> new NotTold(mapping + " does not compile; 'comity record check' says where"));
        try {
            return compiled.map(newer.record());
        } catch (Mapping.Unmappable e) {
            // Its message may repeat a value.
            throw new NotTold(mapping + " fails on this record");
        }
    }

    private static Optional<Mapping> compiled(EarlierMajor earlier) {
        try {
            return Mapping.load(earlier.mapping(), new ArrayList<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record that cannot be told in an earlier major. */
    static final class NotTold extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Refusal> reasons;

        NotTold(String message) {
            this(List.of(Refusal.of(RefusalCode.NOT_SENDABLE, "", message)));
        }

        NotTold(List<Refusal> reasons) {
            super(reasons.get(0).message());
            this.reasons = List.copyOf(reasons);
        }

        List<Refusal> reasons() {
            return reasons;
        }
    }
}
