package dev.comity.envelope;

import dev.comity.record.FieldPath;
import java.util.OptionalInt;

/**
 * A disclosure whose place in the record is known.
 *
 * @param path in the schema, {@code []} for indices
 * @param place in this record, with indices, for messages
 * @param leaf whether it carries a value, not a container
 * @param parent index of the parent's disclosure in the envelope's list; empty at the top
 */
public record OpenedDisclosure(Disclosure disclosure, FieldPath path, String place, boolean leaf, OptionalInt parent) {}
