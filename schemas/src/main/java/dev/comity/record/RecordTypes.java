package dev.comity.record;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every record type under a {@code schemas} folder. Immutable. */
public final class RecordTypes {

    /** Holds definitions that record types share, and is no record type. */
    private static final String COMMON = "common";

    private final SortedMap<RecordTypeId, RecordType> types;
    private final DivisionCodes divisions;
    private final Path folder;

    private RecordTypes(Path folder, SortedMap<RecordTypeId, RecordType> types, DivisionCodes divisions) {
        this.folder = folder;
        this.types = Collections.unmodifiableSortedMap(types);
        this.divisions = divisions;
    }

    /**
     * @param schemas folder that holds {@code records/<type>/<major>/schema.json}
     * @param problems gets everything wrong, with positions; a type with an error is left out
     * @throws IOException if the folder or its code lists cannot be read
     */
    public static RecordTypes load(Path schemas, List<Problem> problems) throws IOException {
        return load(schemas, problems, Clock.systemUTC());
    }

    /** As {@link #load(Path, List)}; the clock tells which birth dates lie in the future. */
    public static RecordTypes load(Path schemas, List<Problem> problems, Clock clock) throws IOException {
        DivisionCodes divisions = DivisionCodes.read(schemas.resolve("codes/divisions.csv"));
        Map<String, FieldStandard> standards = FieldStandards.all(divisions, clock);
        SortedMap<RecordTypeId, RecordType> types = new TreeMap<>();
        TreeSet<Problem> found = new TreeSet<>();
        for (Path name : folders(schemas.resolve("records"))) {
            if (!name.getFileName().toString().equals(COMMON)) {
                for (Path major : folders(name)) {
                    SchemaProblems here = new SchemaProblems();
                    new RecordTypeReader(schemas, standards, here)
                            .read(major)
                            .filter(type -> !here.hasErrors())
                            .ifPresent(type -> types.put(type.id(), type));
                    found.addAll(here.all());
                }
            }
        }
        problems.addAll(found);
        return new RecordTypes(schemas, types, divisions);
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The {@code schemas} folder that they were read from. */
    public Path folder() {
        return folder;
    }

    public Optional<RecordType> find(RecordTypeId id) {
        return Optional.ofNullable(types.get(id));
    }

    public Collection<RecordType> all() {
        return types.values();
    }

    /** Whether any version of this name is known: tells unknown-version from unknown-type. */
    public boolean knowsName(String name) {
        return types.keySet().stream().anyMatch(id -> id.name().equals(name));
    }

    /** The divisions that these record types know by name. */
    public DivisionCodes divisions() {
        return divisions;
    }
}
