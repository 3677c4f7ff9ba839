package dev.comity.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the body of a source's route is divided into items.
 *
 * @param kind what a body is
 * @param arrival how a body comes, and so how its items are known again
 * @param header of CSV and fixed-width lines: whether the first line is a header; that of CSV names the columns
 * @param columns of CSV and fixed-width lines: the columns in order; of CSV with a header, those that must be there
 * @param widths of fixed-width lines: each column's width in bytes of the character set, never in characters
 * @param delimiter of CSV
 * @param charset of CSV, fixed-width lines and JSON; an XML file names its own
 * @param items of JSON: names of the members from the root to the list, empty if the text is the list; of XML: names of the elements
 *     from the root to an item; joined by {@code /}
 * @param lists of XML: names of elements that may stand several times below their parent, and so are always a list
 * @param key name of the item's member that orders what is said about one thing: an item equal to the last one sent for the same
 *     key brings nothing new
 * @param mark name of the item's member that rises with every change, a whole number; there where items arrive by their mark
 */
public record InputFormat(
        Kind kind,
        Arrival arrival,
        boolean header,
        List<String> columns,
        List<Integer> widths,
        char delimiter,
        Charset charset,
        Optional<String> items,
        Set<String> lists,
        String key,
        Optional<String> mark) {

    /** What a body is. */
    public enum Kind {
        CSV,
        FIXED_WIDTH,
        JSON,
        XML,
        ROWS
    }

    /** How a body comes. */
    public enum Arrival {
        /** A file: its items have places in it, and it may be read again. */
        FILE,
        /** What changed since a mark. */
        MARK,
        /** A request whose sender waits for the answer: all of it is taken or nothing. */
        REQUEST,
        /** A message of a queue, which comes again until it is taken. */
        MESSAGE
    }

    public InputFormat {
        columns = List.copyOf(columns);
        widths = List.copyOf(widths);
        lists = Set.copyOf(lists);
        boolean lines = kind == Kind.CSV || kind == Kind.FIXED_WIDTH;
        if (lines && columns.isEmpty()) {
            throw new IllegalArgumentException("lines need their 'columns'");
        }
        if (lines && Set.copyOf(columns).size() != columns.size()) {
            throw new IllegalArgumentException("a column stands twice in 'columns'");
        }
        if (lines && "\n".getBytes(charset).length != 1) {
            throw new IllegalArgumentException(
                    "lines need a character set in which the end of a line is one byte, and " + charset + " is none");
        }
        if (kind == Kind.FIXED_WIDTH && widths.size() != columns.size()) {
            throw new IllegalArgumentException("each column of fixed-width lines needs its width in bytes");
        }
        if (kind == Kind.XML && items.isEmpty()) {
            throw new IllegalArgumentException("XML needs 'items': the names of the elements from the root to an item");
        }
        if ((arrival == Arrival.MARK) != mark.isPresent() || kind == Kind.ROWS && mark.isEmpty()) {
            throw new IllegalArgumentException("rows need a 'mark', and only what arrives by its mark has one");
        }
    }

    /** A body that could not be divided into items, to be kept aside. A file still stands in its folder: no copy is made of it. */
    String raw(byte[] body) {
        return arrival == Arrival.MESSAGE ? new String(body, charset) : "";
    }

    /** Whether an item has no place in a file that could be read again. */
    public boolean marked() {
        return arrival == Arrival.MARK;
    }

    /**
     * Where the items of a JSON text are.
     *
     * @param items names of members from the root, joined by {@code /}, as {@link #items} has them
     * @return a missing node where there is no such member
     */
    public static JsonNode at(JsonNode root, String items) {
        JsonNode node = root;
        for (String name : items.split("/")) {
            node = node.path(name);
        }
        return node;
    }
}
