package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** Every field that the function reads: {@code meets} may read several. */
    public List<FieldPath> sources() {
        Set<FieldPath> sources = new LinkedHashSet<>(List.of(from));
        sources.addAll(Terms.fields(arguments));
        return List.copyOf(sources);
    }

    /** Whether it compares with a value that the consumer presents: it exists in answers to questions only. */
    public boolean presented() {
        return DerivationFunction.of(function)
                .filter(DerivationFunction::presented)
                .isPresent();
    }
}
