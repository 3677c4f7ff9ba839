package dev.comity.record;

/**
 * A derived field as the schema declares it.
 *
 * @param shape of its value
 */
record DerivedField(Derivation derivation, Field field, LeafShape shape) {}
