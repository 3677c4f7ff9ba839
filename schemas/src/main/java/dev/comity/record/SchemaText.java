package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the schema of one record type's folder, whether or not it can be used. */
public final class SchemaText {

    private static final Path COMMON = Path.of("common/1/schema.json");

    private SchemaText() {}

    /**
     * The schema with every reference replaced by what it refers to.
     *
     * @param folder holds {@code schema.json}
     * @param schemas whose shared definitions count where the folder stands alone, outside a {@code schemas} folder
     * @param problems gets why it cannot be read
     */
    public static Optional<ObjectNode> flat(Path folder, Path schemas, List<Problem> problems) throws IOException {
        Path here = folder.toAbsolutePath().normalize();
        Path records = here.getParent() == null ? null : here.getParent().getParent();
        if (records != null && Files.isRegularFile(records.resolve(COMMON))) {
            return read(here.resolve("schema.json"), records.getParent(), problems);
        }
        Path alone = Files.createTempDirectory("comity-schema");
        try {
            Path shared = alone.resolve("schemas/records").resolve(COMMON);
            Path own = alone.resolve("schemas/records/alone/1/schema.json");
            Files.createDirectories(shared.getParent());
            Files.createDirectories(own.getParent());
            Files.copy(schemas.resolve("records").resolve(COMMON), shared);
            Files.copy(here.resolve("schema.json"), own);
            return read(own, alone.resolve("schemas"), problems);
        } finally {
            remove(alone);
        }
    }

    private static Optional<ObjectNode> read(Path file, Path schemas, List<Problem> problems) throws IOException {
        SchemaProblems found = new SchemaProblems();
        ObjectNode flat = new FlatSchema(schemas, found).read(file);
        problems.addAll(found.all());
        return found.hasErrors() ? Optional.empty() : Optional.ofNullable(flat);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
