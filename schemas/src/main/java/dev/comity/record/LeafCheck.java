package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * One word of a leaf's rules, made ready once: this runs for every field of every record.
 *
 * @param expectation what it asks, in words of the schema alone
 */
record LeafCheck(String expectation, Predicate<JsonNode> holds) {}
