package dev.comity.record;

import java.util.Optional;

/** A standard that the text of a field follows, named by {@code format} in a schema and always asserted. Thread-safe. */
interface FieldStandard {

    /** The name in schemas, for instance {@code resident-number}. */
    String format();

    /** What is expected, to stand after the word "expected"; never the value. */
    String expected();

    boolean accepts(String text);

    /** What is odd about a text that is accepted all the same; never the value. */
    default Optional<String> warning(String text) {
        return Optional.empty();
    }
}
