package dev.comity.sketch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.InputFormat;
import java.util.List;
import java.util.Optional;

/**
 * What an agency's own file or table holds, as far as it can be told from it.
 *
 * @param format how it is read; its key is a guess until the fields are matched
 * @param items as the mapping would read them
 * @param parts one body for each of the first items, which the format reads as exactly that item: the adapter's samples
 * @param extension of the samples' names
 * @param open what a person still has to say about the format
 */
record Sample(InputFormat format, List<ObjectNode> items, List<Part> parts, String extension, List<String> open) {

    /** Most samples that an adapter gets of one file. */
    static final int PARTS = 3;

    /** Most items that are looked at. */
    static final int ITEMS = 500;

    /** One item alone, in the agency's own format. @param item as it is read */
    record Part(byte[] body, ObjectNode item) {}

    Sample {
        items = List.copyOf(items);
        parts = List.copyOf(parts);
        open = List.copyOf(open);
    }

    /** A file or table of which no adapter can be drafted. The message says why and what to do, without any value. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    Optional<String> mark() {
        return format.mark();
    }
}
