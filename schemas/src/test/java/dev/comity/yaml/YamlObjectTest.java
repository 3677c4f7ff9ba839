package dev.comity.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlObjectTest {

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void reportsEveryProblemAtOnceWithItsPlace() {
        // Given
        var object = read("""
                name: [not, a, text]
                size: many
                colour: red
                colour: blue
                sise: 3
                """);

        // When
        object.text("name");
        object.integer("size", 1, 9);
        object.text("colour");
        object.text("owner");
        object.finish();

        // Then
        assertThat(problems.stream().sorted().map(Problem::toString))
                .containsExactly(
                        "f.yaml:1:1  'owner' is missing here",
                        "f.yaml:1:7  a text was expected here, and a list was found",
                        "f.yaml:2:7  'size' must be a whole number from 1 to 9; found 'many'",
                        "f.yaml:4:1  'colour' stands here a second time, first on line 3",
                        "f.yaml:5:1  'sise' is not known here. Did you mean 'size'?");
    }

    @Test
    void saysWhereATextStopsBeingYaml() {
        // When
        var node = YamlDocument.parse("f.yaml", bytes("a: [1, 2\nb: 3\n"), problems);

        // Then
        assertThat(node).isEmpty();
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.line()).isEqualTo(2));
    }

    @Test
    void tellsNothingFromAnEmptyText() {
        // When
        var object = read("a:\nb: \"\"\n");

        // Then
        assertThat(object.required("a").orElseThrow().kind()).isEqualTo(YamlNode.Kind.NULL);
        assertThat(object.text("b")).contains("");
    }

    private YamlObject read(String text) {
        return new YamlObject(
                YamlDocument.parse("f.yaml", bytes(text), problems).orElseThrow(), problems);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
