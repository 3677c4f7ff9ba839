package dev.comity.sealing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.Mapping;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.EarlierMajor;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether each valid example of a record type, told in the earlier major that it declares, is valid there. */
public final class EarlierMajorCheck {

    private final RecordType newer;
    private final RecordType earlier;
    private final Mapping mapping;
    private final List<Problem> problems = new ArrayList<>();

    private EarlierMajorCheck(RecordType newer, RecordType earlier, Mapping mapping) {
        this.newer = newer;
        this.earlier = earlier;
        this.mapping = mapping;
    }

    /** Every example that is not, and a mapping that does not compile; nothing where the type declares no earlier major. */
    public static List<Problem> check(RecordType type, RecordTypes types) throws IOException {
        if (type.earlier().isEmpty()) {
            return List.of();
        }
        EarlierMajor declared = type.earlier().get();
        List<Problem> problems = new ArrayList<>();
        Optional<Mapping> mapping = Mapping.load(declared.mapping(), problems);
        Optional<RecordType> earlier = types.find(declared.type());
        if (mapping.isEmpty() || earlier.isEmpty()) {
            // A type that does not load has problems of its own.
            String file = name(type, declared.mapping());
            return problems.stream()
                    .map(p -> Problem.error(file, p.line(), p.column(), p.message()))
                    .toList();
        }
        EarlierMajorCheck check = new EarlierMajorCheck(type, earlier.get(), mapping.get());
        try (var examples = Files.list(type.folder().resolve("examples"))) {
            for (Path file : examples.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                check.example(file);
            }
        }
        return List.copyOf(check.problems);
    }

    private void example(Path file) throws IOException {
        try {
            ObjectNode told = mapping.map(Json.parseObject(Files.readAllBytes(file)));
            earlier.validate(told).stream().filter(p -> !p.warning()).forEach(p -> refused(file, p));
        } catch (MalformedJson e) {
            problems.add(Problem.error(name(newer, file), e.line(), e.column(), e.getMessage()));
        } catch (Mapping.Unmappable e) {
            problems.add(Problem.error(name(newer, file), 1, 1, "its mapping to %s fails".formatted(earlier.id())));
        }
    }

    private void refused(Path file, RecordProblem problem) {
        problems.add(Problem.error(
                name(newer, file),
                1,
                1,
                "told in %s by its mapping, it is refused at '%s': %s"
                        .formatted(earlier.id(), problem.place(), problem.message())));
    }

    private static String name(RecordType type, Path file) {
        return "schemas/records/" + type.id() + "/" + type.folder().relativize(file);
    }
}
