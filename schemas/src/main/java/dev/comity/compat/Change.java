package dev.comity.compat;

/**
 * One difference between two schemas.
 *
 * @param path JSON pointer of what differs
 * @param rule the word of JSON Schema, or of the annotations, that it belongs to
 * @param what added, removed, changed, or follows (from a difference elsewhere, for instance in a definition)
 * @param producers whether what old producers send is still accepted
 * @param consumers whether what comes now is still what old consumers accept
 * @param message why not; empty where both work
 */
public record Change(String path, String rule, String what, Effect producers, Effect consumers, String message) {}
