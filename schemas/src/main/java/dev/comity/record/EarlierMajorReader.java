package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads {@code x-earlier}: which earlier major a type can be told in, and by which file beside its schema. */
final class EarlierMajorReader {

    private static final String WORD = "x-earlier";
    private static final Set<String> MEMBERS = Set.of("major", "mapping");
    private static final String FILE = "[a-z0-9][a-z0-9-]{0,63}\\.jslt";

    private final FlatSchema flat;
    private final SchemaProblems problems;

    EarlierMajorReader(FlatSchema flat, SchemaProblems problems) {
        this.flat = flat;
        this.problems = problems;
    }

    /** Empty where the type declares none, or one with a problem. */
    Optional<EarlierMajor> read(RecordTypeId id, Path folder, ObjectNode root) {
        JsonNode word = root.get(WORD);
        if (word == null) {
            return Optional.empty();
        }
        if (!(word instanceof ObjectNode earlier)) {
            problems.error(
                    flat.place(root, WORD), "x-earlier is {\"major\": an earlier one, \"mapping\": \"to-1.jslt\"}");
            return Optional.empty();
        }
        for (var member : earlier.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                problems.error(
                        flat.place(earlier, member.getKey()),
                        "unknown word '%s' in x-earlier%s"
                                .formatted(member.getKey(), SchemaProblems.didYouMean(member.getKey(), MEMBERS)));
            }
        }
        boolean sound = hasMajor(id, folder, earlier) & hasMapping(folder, earlier);
        return sound
                ? Optional.of(new EarlierMajor(
                        new RecordTypeId(id.name(), earlier.get("major").intValue()),
                        folder.resolve(earlier.get("mapping").asText())))
                : Optional.empty();
    }

    private boolean hasMajor(RecordTypeId id, Path folder, ObjectNode earlier) {
        JsonNode major = earlier.path("major");
        if (!major.isInt() || major.intValue() < 1 || major.intValue() >= id.major()) {
            problems.error(flat.place(earlier, "major"), "x-earlier needs \"major\": a whole number below this major");
            return false;
        }
        if (!Files.isRegularFile(folder.resolveSibling(major.asText()).resolve("schema.json"))) {
            problems.error(
                    flat.place(earlier, "major"),
                    "x-earlier names %s/%d, which does not exist".formatted(id.name(), major.intValue()));
            return false;
        }
        return true;
    }

    private boolean hasMapping(Path folder, ObjectNode earlier) {
        JsonNode mapping = earlier.path("mapping");
        if (!mapping.isTextual() || !mapping.asText().matches(FILE)) {
            problems.error(
                    flat.place(earlier, "mapping"),
                    "x-earlier needs \"mapping\": the name of a .jslt file beside this schema");
            return false;
        }
        if (!Files.isRegularFile(folder.resolve(mapping.asText()))) {
            problems.error(flat.place(earlier, "mapping"), "x-earlier names a mapping that is not beside this schema");
            return false;
        }
        return true;
    }
}
