package dev.comity.demo;

import java.util.Map;

/**
 * An agency's own system in the demonstration: what the agency had before there was a hub. It is durable by itself, and feeding it
 * again brings nothing new.
 */
interface AgencySystem extends AutoCloseable {

    /** Slug of the agency that has it. */
    String agency();

    /** Puts the sample into it, as far as it is not there; it answers from now on. */
    void feed() throws Exception;

    /** How many items an adapter can read out of it now, good and bad. */
    long items() throws Exception;

    /** Values for the placeholders of the agency's adapters. */
    default Map<String, String> parameters() {
        return Map.of();
    }

    /** Something new happens: one more item, which an adapter will find. Systems that know no more do nothing. */
    default void more() throws Exception {}

    @Override
    default void close() throws Exception {}
}
