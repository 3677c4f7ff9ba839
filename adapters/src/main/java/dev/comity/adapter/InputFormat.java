package dev.comity.adapter;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How the body of a source's route is divided into items.
 *
 * @param kind csv, json or rows
 * @param header of CSV: whether the first line names the columns
 * @param columns of CSV: the columns in order; with a header, those that must be there
 * @param charset of CSV and JSON text
 * @param items of JSON: name of the member that holds the list; empty if the text is the list
 * @param key name of the item's member that orders what is said about one thing: an item equal to the last one sent for the same
 *     key brings nothing new
 * @param mark name of the item's member that rises with every change, a whole number; not there for files, whose lines have places
 */
public record InputFormat(
        Kind kind,
        boolean header,
        List<String> columns,
        Charset charset,
        Optional<String> items,
        String key,
        Optional<String> mark) {

    /** What a body is. */
    public enum Kind {
        CSV,
        JSON,
        ROWS
    }

    public InputFormat {
        columns = List.copyOf(columns);
        if (kind == Kind.CSV && columns.isEmpty()) {
            throw new IllegalArgumentException("CSV needs its columns");
        }
        if (kind != Kind.CSV && mark.isEmpty()) {
            throw new IllegalArgumentException("rows and JSON items need a mark");
        }
    }
}
