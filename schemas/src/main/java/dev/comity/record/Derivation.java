package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A derived field that a record type declares ({@code x-derived}).
 *
 * @param name the derived field, at the top level of the record
 * @param function for instance {@code band}, {@code pseudonym}, {@code ageAtLeast}
 * @param from the source field
 * @param arguments of the function, as declared
 * @param secret whether a key is needed, so that only provider and consumer can compute it
 */
public record Derivation(FieldPath name, String function, FieldPath from, ObjectNode arguments, boolean secret) {

    /** Functions whose result is a pseudonym or a predicate or anything else computed: all need a bound envelope. */
    public List<FieldPath> sources() {
        return List.of(from);
    }
}
