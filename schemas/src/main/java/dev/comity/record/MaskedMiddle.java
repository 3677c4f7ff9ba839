package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;

/** Text with stars for all but its first and last characters; characters beyond the basic plane count once. */
final class MaskedMiddle {

    /** Division of first registration: what stands before the birth date of a resident number. */
    private static final int BEFORE_BIRTH_DATE = 6;

    private MaskedMiddle() {}

    /** All stars where the text is too short to keep both ends and hide something. */
    static String of(String text, JsonNode arguments) {
        int head = arguments.path("keepHead").asInt();
        int tail = arguments.path("keepTail").asInt();
        int[] characters = text.codePoints().toArray();
        if (head + tail >= characters.length) {
            return "*".repeat(characters.length);
        }
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            boolean kept = i < head || i >= characters.length - tail;
            masked.appendCodePoint(kept ? characters[i] : '*');
        }
        return masked.toString();
    }

    /**
     * Whether such a mask of a resident number is as good as the number itself: only the birth date is hidden, and the check
     * character at the end leaves 3,318 of 36,525 dates of a century, and one for whom the age is known.
     */
    static boolean tellsResidentNumber(JsonNode arguments) {
        return arguments.path("keepHead").asInt() >= BEFORE_BIRTH_DATE
                && arguments.path("keepTail").asInt() >= 1;
    }
}
