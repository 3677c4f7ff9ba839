package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.TextLines.Line;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV (RFC 4180) line by line, so that a line that is cut or wrong spoils no other. A value cannot hold a line break. Blank
 * lines are no items. The last line may lack its end only where its last value is closed by a quote; otherwise it may be half
 * written, and is an item with a problem until it is complete.
 */
final class CsvLines {

    private final InputFormat format;
    private final CSVFormat csv;
    private List<String> columns;
    private Optional<String> headerProblem = Optional.empty();

    private CsvLines(InputFormat format) {
        this.format = format;
        this.csv = CSVFormat.RFC4180.builder().setDelimiter(format.delimiter()).get();
        this.columns = format.columns();
    }

    static List<SourceItem> read(InputFormat format, byte[] file) {
        return new CsvLines(format).items(file);
    }

    private List<SourceItem> items(byte[] file) {
        List<SourceItem> items = new ArrayList<>();
        boolean headerDue = format.header();
        for (Line line : TextLines.of(file)) {
            if (headerDue) {
                header(line.bytes());
                headerDue = false;
            } else {
                items.add(item(line.number(), line.bytes(), line.terminated()));
            }
        }
        return items;
    }

    private void header(byte[] bytes) {
        try {
            String text = TextLines.decode(format.charset(), bytes);
            columns = values(text.startsWith("\uFEFF") ? text.substring(1) : text);
            List<String> missing = new ArrayList<>(format.columns());
            missing.removeAll(columns);
            headerProblem = missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the header names no column " + String.join(", ", missing));
        } catch (CharacterCodingException | UncheckedIOException e) {
            headerProblem = Optional.of("the header could not be read as " + format.charset() + " CSV");
        }
    }

    private SourceItem item(int line, byte[] bytes, boolean terminated) {
        String digest = Base64Url.encode(Crypto.sha256(bytes));
        String raw = new String(bytes, format.charset());
        ObjectNode content = Json.object();
        Optional<String> problem = headerProblem.or(() -> fill(content, bytes, terminated));
        return new SourceItem(line, digest, content, raw, problem);
    }

    private Optional<String> fill(ObjectNode content, byte[] bytes, boolean terminated) {
        try {
            List<String> values = values(TextLines.decode(format.charset(), bytes));
            if (values.size() != columns.size()) {
                return Optional.of("%d columns were expected and %d found".formatted(columns.size(), values.size()));
            }
            if (!terminated && bytes[bytes.length - 1] != '"') {
                return Optional.of("the last line of the file has no end: it may be half written");
            }
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    content.put(columns.get(i), values.get(i));
                }
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("the line is not " + format.charset());
        } catch (UncheckedIOException e) {
            return Optional.of("a quoted value has no end, or text follows its closing quote");
        }
    }

    private List<String> values(String line) {
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(line))
                .setFormat(csv)
                .get()) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
