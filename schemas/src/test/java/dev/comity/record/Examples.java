package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The valid examples of all record types, for tests that change them at random. */
final class Examples {

    /** @param name of type and file */
    record Example(RecordType type, ObjectNode record, String name) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Example> VALID = Repository.types().all().stream()
            .flatMap(type -> ExamplesTest.files(type.folder().resolve("examples"))
                    .map(file -> new Example(type, read(file), type.id() + " " + file.getFileName())))
            .toList();

    private Examples() {}

    /** Enough for tests that try every field. */
    static List<Example> twoOfEachType() {
        return Repository.types().all().stream()
                .flatMap(type ->
                        VALID.stream().filter(example -> example.type() == type).limit(2))
                .toList();
    }

    static Arbitrary<Example> valid() {
        return Arbitraries.of(VALID);
    }

    private static ObjectNode read(java.nio.file.Path file) {
        try {
            return (ObjectNode) ExamplesTest.read(file);
        } catch (Exception e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
