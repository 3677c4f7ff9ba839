package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the examples of a record type are what their folder says: valid, or invalid with exactly the problems beside them. */
public final class RecordExamples {

    private static final String EXPECTED = ".expected.json";
    private static final int LEAST = 3;

    private final RecordType type;
    private final List<Problem> problems = new ArrayList<>();

    private RecordExamples(RecordType type) {
        this.type = type;
    }

    /** Every example that is not, as a problem; names of fields, never values. */
    public static List<Problem> check(RecordType type) throws IOException {
        RecordExamples examples = new RecordExamples(type);
        List<Path> valid = examples.files("examples");
        List<Path> invalid = examples.files("examples/invalid");
        for (Path file : valid) {
            examples.valid(file);
        }
        for (Path file : invalid) {
            examples.invalid(file);
        }
        examples.enough("examples", valid.size());
        examples.enough("examples/invalid", invalid.size());
        return List.copyOf(examples.problems);
    }

    private void enough(String folder, int count) {
        if (count < LEAST) {
            problems.add(Problem.error(
                    name(type.folder().resolve(folder)),
                    0,
                    0,
                    "expected at least three examples here, found " + count));
        }
    }

    private void valid(Path file) throws IOException {
        for (RecordProblem problem : found(file)) {
            error(file, "a valid example is refused at '%s': %s".formatted(problem.place(), problem.message()));
        }
    }

    private void invalid(Path file) throws IOException {
        Path beside = Path.of(file.toString().replace(".json", EXPECTED));
        if (!Files.isRegularFile(beside)) {
            error(file, "an invalid example needs " + beside.getFileName() + " beside it");
            return;
        }
        List<RecordProblem> left = new ArrayList<>(found(file));
        for (JsonNode expected : read(beside)) {
            String place = expected.path("place").asText();
            boolean met = left.stream()
                    .filter(one -> one.place().equals(place)
                            && one.message().contains(expected.path("says").asText()))
                    .findFirst()
                    .map(left::remove)
                    .orElse(false);
            if (!met) {
                error(file, "expected a problem at '%s', and there is none that says so".formatted(place));
            }
        }
        left.forEach(one -> error(file, "a problem at '%s' that is not expected".formatted(one.place())));
    }

    private List<RecordProblem> found(Path file) throws IOException {
        return type.validate(read(file)).stream()
                .filter(problem -> !problem.warning())
                .toList();
    }

    private JsonNode read(Path file) throws IOException {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (MalformedJson e) {
            problems.add(Problem.error(name(file), e.line(), e.column(), e.getMessage()));
            return Json.object();
        }
    }

    private void error(Path file, String message) {
        problems.add(Problem.error(name(file), 1, 1, message));
    }

    private String name(Path file) {
        return "schemas/records/" + type.id() + "/" + type.folder().relativize(file);
    }

    private List<Path> files(String folder) throws IOException {
        Path at = type.folder().resolve(folder);
        if (!Files.isDirectory(at)) {
            return List.of();
        }
        try (var list = Files.list(at)) {
            return list.filter(file -> file.toString().endsWith(".json")
                            && !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }
}
