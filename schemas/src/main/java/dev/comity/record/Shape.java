package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;

/** What a value of a record may be, compiled once from the schema. Immutable and thread-safe. */
sealed interface Shape permits ObjectShape, ArrayShape, LeafShape {

    void check(JsonNode value, Spot spot, Findings findings);
}
