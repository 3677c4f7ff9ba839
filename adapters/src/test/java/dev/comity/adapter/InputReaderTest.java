package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a format has no use for is a problem with its place. */
class InputReaderTest {

    private final List<Problem> problems = new ArrayList<>();

    private Optional<InputFormat> read(String yaml) {
        return InputReader.read(
                new YamlObject(
                        YamlDocument.parse("adapter.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                                .orElseThrow(),
                        problems),
                problems);
    }

    @Test
    void readsFixedWidthColumnsWithTheirBytes() {
        InputFormat format = read("{format: fixed-width, charset: GB18030, key: no,"
                        + " columns: [{name: no, bytes: 12}, {name: name, bytes: 30}]}")
                .orElseThrow();

        assertThat(format.columns()).containsExactly("no", "name");
        assertThat(format.widths()).containsExactly(12, 30);
        assertThat(format.arrival()).isEqualTo(InputFormat.Arrival.FILE);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{format: tsv, key: no}|'format' must be csv, fixed-width, json, xml or rows",
                "{format: csv, key: no}|lines need their 'columns'",
                "{format: csv, key: no, columns: [no], mark: n}|'mark' is not known here",
                "{format: csv, key: no, columns: [no], charset: UTF-16}|the end of a line is one byte",
                "{format: csv, key: no, columns: [no], delimiter: ab}|'delimiter' must be one character",
                "{format: csv, columns: [no]}|'key' is missing here",
                "{format: fixed-width, key: no, columns: [no]}|a mapping was expected here",
                "{format: fixed-width, key: no, columns: [{name: no, bytes: 0}]}|'bytes' must be a whole number",
                "{format: xml, key: no}|XML needs 'items'",
                "{format: xml, key: no, items: a/b, charset: GBK}|'charset' is not known here",
                "{format: rows, key: no}|rows need a 'mark'",
                "{format: rows, key: no, mark: n, arrival: file}|'arrival' is not known here",
                "{format: json, key: no, mark: n, arrival: request}|'arrival' is not known here",
                "{format: json, key: no, arrival: post}|'arrival' must be file, request or message",
                "{format: json, key: no, header: true}|'header' is not known here",
            })
    void namesWhatIsWrong(String yaml, String problem) {
        read(yaml);

        assertThat(problems)
                .anySatisfy(one ->
                        assertThat(one.toString()).startsWith("adapter.yaml:1:").contains(problem));
    }
}
