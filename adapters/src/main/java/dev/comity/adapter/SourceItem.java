package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One item as a source gave it: a row, a line, an object.
 *
 * @param place one-based line in a file, or the mark of a row or object
 * @param digest base64url SHA-256 of what was read, the mark left out: two items with one digest say the same
 * @param content what the mapping reads; empty strings are absent
 * @param raw the item as text, for the agency's own eyes where it could not be read
 * @param problem why it could not be read as an item, or empty
 */
public record SourceItem(long place, String digest, ObjectNode content, String raw, Optional<String> problem) {

    /** The value of the member that orders items, or nothing where the item could not be read or has none. */
    public Optional<String> key(String member) {
        var value = content.get(member);
        return problem.isPresent() || value == null || value.isNull() || !value.isValueNode()
                ? Optional.empty()
                : Optional.of(value.asText());
    }
}
