package dev.comity.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.comity.envelope.SubjectToken;
import dev.comity.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An {@link EvidenceItem} as it is written, with what is needed of it on its way: whoever only passes it on neither builds it nor
 * writes it again. What comes behind its first members is read by whoever opens it.
 *
 * @param bytes one line of JSON without a line end; do not change
 */
public record EvidenceLine(long index, Instant time, String exchange, List<SubjectToken> subjects, byte[] bytes) {

    /** Its first members, in this order. */
    private static final List<String> FIRST = List.of("v", "index", "time", "exchange", "subjects");

    public EvidenceLine {
        subjects = List.copyOf(subjects);
        if (!EvidenceItem.EXCHANGE.matcher(exchange).matches()) {
            throw new IllegalArgumentException("an exchange id is 64 characters of lower-case hex");
        }
    }

    /** An item as it will be written. */
    public static EvidenceLine of(EvidenceItem item) {
        return new EvidenceLine(item.index(), item.time(), item.exchange(), item.subjects(), item.bytes());
    }

    /** @throws IllegalArgumentException for bytes that {@link EvidenceItem#lines} does not write; names no value */
    public static List<EvidenceLine> parseLines(byte[] lines) {
        List<EvidenceLine> found = new ArrayList<>();
        split(lines, line -> found.add(parse(line)));
        return found;
    }

    private static EvidenceLine parse(byte[] line) {
        try (JsonParser json = Json.parser(line)) {
            List<String> values = first(json);
            if (values.size() < FIRST.size()) {
                // As it was written before, with the subjects behind the envelope.
                return of(EvidenceItem.parse(line));
            }
            if (!values.get(0).equals(Integer.toString(EvidenceItem.VERSION))) {
                throw new IllegalArgumentException("evidence of version " + EvidenceItem.VERSION + " was expected");
            }
            return new EvidenceLine(
                    index(values.get(1)),
                    Instant.parse(values.get(2)),
                    values.get(3),
                    SubjectToken.parse(values.get(4)),
                    line);
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("not an item of evidence");
        }
    }

    /** Without what the library says, which repeats the text. */
    private static long index(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an item of evidence");
        }
    }

    /** The values of the first members for as long as they stand in their order. */
    private static List<String> first(JsonParser json) throws IOException {
        List<String> values = new ArrayList<>(FIRST.size());
        json.nextToken();
        for (String name : FIRST) {
            if (json.nextToken() != JsonToken.FIELD_NAME || !json.currentName().equals(name)) {
                break;
            }
            json.nextToken();
            values.add(json.getText());
        }
        return values;
    }

    /** What each line of the bytes holds, without its end. */
    static void split(byte[] lines, Consumer<byte[]> visitor) {
        int from = 0;
        for (int at = 0; at < lines.length; at++) {
            // As bytes: a line can hold ten megabytes, of which every copy as text would count.
            if (lines[at] == '\n') {
                visitor.accept(Arrays.copyOfRange(lines, from, at));
                from = at + 1;
            }
        }
        if (from < lines.length) {
            visitor.accept(Arrays.copyOfRange(lines, from, lines.length));
        }
    }

    /** These lines, each ending in a line feed. */
    static byte[] join(List<EvidenceLine> lines) {
        byte[] all =
                new byte[lines.stream().mapToInt(line -> line.bytes.length + 1).sum()];
        int at = 0;
        for (EvidenceLine line : lines) {
            System.arraycopy(line.bytes, 0, all, at, line.bytes.length);
            at += line.bytes.length;
            all[at++] = '\n';
        }
        return all;
    }

    @Override
    public String toString() {
        return "evidence of exchange " + exchange;
    }
}
