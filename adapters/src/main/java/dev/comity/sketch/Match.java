package dev.comity.sketch;

/**
 * A field of the record and the field of the agency's system that looks like it.
 *
 * @param score how much their names look alike, with what the values say; from 0 to 1
 */
record Match(Leaf leaf, SourceField field, Conversion conversion, double score) {

    /** Whether a person should look twice. */
    boolean guessed() {
        return score < 0.9;
    }
}
