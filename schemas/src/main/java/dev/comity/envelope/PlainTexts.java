package dev.comity.envelope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the commonest disclosure, an array of texts in ASCII without escapes and white space, by hand: a JSON parser is made anew for
 * each of a record's thirty disclosures, which costs more than to read them. Whatever else there is, is the parser's.
 */
final class PlainTexts {

    private PlainTexts() {}

    /** The texts, as a JSON parser reads them; empty for any other bytes, right or wrong. */
    static Optional<List<String>> of(byte[] json) {
        if (json.length < 4 || json[0] != '[' || json[json.length - 1] != ']') {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>(3);
        int at = 1;
        while (true) {
            int end = end(json, at);
            if (end < 0) {
                return Optional.empty();
            }
            texts.add(new String(json, at + 1, end - at - 1, StandardCharsets.ISO_8859_1));
            if (end + 2 == json.length) {
                return Optional.of(texts);
            }
            if (json[end + 1] != ',') {
                return Optional.empty();
            }
            at = end + 2;
        }
    }

    /** Where the text that begins with a quote at this place ends with one; -1 if there is no such text. */
    private static int end(byte[] json, int start) {
        if (json[start] != '"') {
            return -1;
        }
        for (int at = start + 1; at < json.length - 1; at++) {
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            // Bytes beyond ASCII are negative.
            if (b < ' ' || b == '\\') {
                return -1;
            }
        }
        return -1;
    }
}
