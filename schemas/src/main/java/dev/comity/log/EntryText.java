package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;

/** Members of entries that the checks look at; an entry that holds something else there is malformed. */
public final class EntryText {

    private EntryText() {}

    /** A member that is text and not empty. @throws IllegalArgumentException naming the member, if it is not text */
    public static String of(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new IllegalArgumentException("the member " + member + " is not text");
        }
        return value.textValue();
    }

    /** The member {@code seq}. @throws IllegalArgumentException if the member seq is not a whole number from 1 */
    public static long seq(JsonNode json) {
        JsonNode seq = json.path("seq");
        if (!seq.isIntegralNumber() || !seq.canConvertToLong() || seq.longValue() < 1) {
            throw new IllegalArgumentException("the member seq is not a whole number from 1");
        }
        return seq.longValue();
    }
}
