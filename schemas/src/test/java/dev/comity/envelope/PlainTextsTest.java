package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is what the JSON parser reads. */
class PlainTextsTest {

    private static Optional<List<String>> parsed(byte[] json) {
        try {
            JsonNode node = Json.parse(json);
            List<String> texts = new ArrayList<>();
            for (JsonNode item : node) {
                if (!item.isTextual()) {
                    return Optional.empty();
                }
                texts.add(item.textValue());
            }
            return node.isArray() && !node.isEmpty() ? Optional.of(texts) : Optional.empty();
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTheCommonestDisclosures() {
        assertThat(PlainTexts.of(bytes("[\"salt\",\"name\",\"a value, with ] and [\"]")))
                .contains(List.of("salt", "name", "a value, with ] and ["));
        assertThat(PlainTexts.of(bytes("[\"salt\",\"\"]"))).contains(List.of("salt", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[\"",
                "[\"a",
                "[\"a\"",
                "\"a\"",
                "[\"a\",]",
                "[,\"a\"]",
                "[\"a\" ,\"b\"]",
                "[\"a\",\"b\"] ",
                "[\"a\",1]",
                "[\"a\",\"b\\n\"]",
                "[\"a\",\"\\u0041\"]",
                "[\"a\",\"é\"]",
                "[\"a\",\"王\"]",
                "[\"a\",{}]",
                "[\"a\",[\"b\"]]",
                "[\"a\nb\"]",
                "[\"a\"\"b\"]",
                "[\"a\"],\"b\"]",
                "[\"a\u0000\"]"
            })
    void leavesEverythingElseToTheParser(String json) {
        assertThat(PlainTexts.of(bytes(json))).isEmpty();
    }

    /** Of the few characters that matter, so that many of the texts are almost right. */
    @Property(tries = 5_000)
    void neverReadsAnythingElseThanTheParser(
            @ForAll @Chars({'[', ']', '"', ',', '\\', 'a', ' ', '1', '\n', 'é'}) @StringLength(max = 14)
                    String inside) {
        byte[] json = bytes("[\"" + inside + "\"]");

        PlainTexts.of(json).ifPresent(texts -> assertThat(parsed(json)).contains(texts));
    }
}
