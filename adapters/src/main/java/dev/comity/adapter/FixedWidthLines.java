package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.TextLines.Line;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines whose columns have fixed widths in bytes. In GB 18030 a character takes one, two or four bytes, so a line is cut
 * into columns before it is decoded: a name of two characters and one of four then leave the next column where it is. Blanks
 * around a value, the full-width one too, are no part of it.
 */
final class FixedWidthLines {

    private final InputFormat format;
    private final int length;

    private FixedWidthLines(InputFormat format) {
        this.format = format;
        this.length = format.widths().stream().mapToInt(Integer::intValue).sum();
    }

    static List<SourceItem> read(InputFormat format, byte[] file) {
        FixedWidthLines lines = new FixedWidthLines(format);
        return TextLines.of(file).stream()
                .skip(format.header() ? 1 : 0)
                .map(lines::item)
                .toList();
    }

    private SourceItem item(Line line) {
        String digest = Base64Url.encode(Crypto.sha256(line.bytes()));
        ObjectNode content = Json.object();
        Optional<String> problem = fill(content, line);
        return new SourceItem(line.number(), digest, content, new String(line.bytes(), format.charset()), problem);
    }

    private Optional<String> fill(ObjectNode content, Line line) {
        if (line.bytes().length != length) {
            return Optional.of(("%d bytes were expected and %d found"
                            + (line.terminated() ? "" : ": the last line of the file may be half written"))
                    .formatted(length, line.bytes().length));
        }
        List<String> problems = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < format.columns().size(); i++) {
            int to = from + format.widths().get(i);
            put(content, format.columns().get(i), line.bytes(), from, to).ifPresent(problems::add);
            from = to;
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    private Optional<String> put(ObjectNode content, String column, byte[] line, int from, int to) {
        try {
            String value = TextLines.decode(format.charset(), Arrays.copyOfRange(line, from, to))
                    .strip();
            if (!value.isEmpty()) {
                content.put(column, value);
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("column %s, bytes %d to %d, is not %s: a character may cross the column's edge"
                    .formatted(column, from + 1, to, format.charset()));
        }
    }
}
