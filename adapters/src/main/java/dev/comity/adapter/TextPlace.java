package dev.comity.adapter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a mapping's text.
 *
 * @param line one-based; 0 if it is not known
 * @param column one-based; 0 if it is not known
 */
record TextPlace(int line, int column) {

    private static final TextPlace UNKNOWN = new TextPlace(0, 0);

    /** @param offset characters before the place; beyond the text, its end is meant */
    static TextPlace at(String text, int offset) {
        int end = Math.max(0, Math.min(offset, text.length()));
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new TextPlace(line, end - start + 1);
    }

    /** Where a mapping first asks for a table. */
    static TextPlace ofTable(String text, String table) {
        Matcher call = Pattern.compile("translate\\(\\s*[\"']" + Pattern.quote(table) + "[\"']")
                .matcher(text);
        return call.find() ? at(text, call.start()) : UNKNOWN;
    }
}
