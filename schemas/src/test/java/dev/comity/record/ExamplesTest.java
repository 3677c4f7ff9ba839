package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every example of every record type is what its folder says that it is. */
class ExamplesTest {

    @TestFactory
    Stream<DynamicTest> validExamplesHaveNoProblem() {
        return Repository.types().all().stream()
                .flatMap(type -> files(type.folder().resolve("examples"))
                        .map(file -> DynamicTest.dynamicTest(name(type, file), () -> isValid(type, file))));
    }

    @TestFactory
    Stream<DynamicTest> invalidExamplesHaveExactlyTheProblemsBesideThem() {
        return Repository.types().all().stream()
                .flatMap(type -> files(type.folder().resolve("examples/invalid"))
                        .filter(file -> !file.toString().endsWith(".expected.json"))
                        .map(file -> DynamicTest.dynamicTest(name(type, file), () -> isInvalid(type, file))));
    }

    @TestFactory
    Stream<DynamicTest> everyTypeHasThreeOfEach() {
        return Repository.types().all().stream()
                .map(type -> DynamicTest.dynamicTest(type.id().toString(), () -> {
                    assertThat(files(type.folder().resolve("examples"))).hasSizeGreaterThanOrEqualTo(3);
                    // Each with its expectation beside it.
                    assertThat(files(type.folder().resolve("examples/invalid"))).hasSizeGreaterThanOrEqualTo(6);
                }));
    }

    private static void isValid(RecordType type, Path file) throws Exception {
        assertThat(errors(type, file)).isEmpty();
    }

    private static void isInvalid(RecordType type, Path file) throws Exception {
        // Given
        JsonNode expected = read(Path.of(file.toString().replace(".json", ".expected.json")));

        // When
        List<RecordProblem> found = errors(type, file);

        // Then
        List<String> places = new ArrayList<>();
        for (JsonNode problem : expected) {
            places.add(problem.path("place").asText());
            assertThat(found).anySatisfy(one -> {
                assertThat(one.place()).isEqualTo(problem.path("place").asText());
                assertThat(one.message()).contains(problem.path("says").asText());
            });
        }
        assertThat(found).extracting(RecordProblem::place).containsExactlyInAnyOrderElementsOf(places);
    }

    private static List<RecordProblem> errors(RecordType type, Path file) throws Exception {
        return type.validate(read(file)).stream()
                .filter(problem -> !problem.warning())
                .toList();
    }

    static JsonNode read(Path file) throws IOException, MalformedJson {
        return Json.parse(Files.readAllBytes(file));
    }

    static Stream<Path> files(Path folder) {
        try (var list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(RecordType type, Path file) {
        return type.id() + " " + file.getFileName();
    }
}
