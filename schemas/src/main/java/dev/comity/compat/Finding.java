package dev.comity.compat;

/**
 * One reason why not everything that a schema accepts is proved to be accepted by another.
 *
 * @param path JSON pointer of the word that may refuse it
 * @param rule the word
 * @param unknown whether this could not be judged, rather than being certainly so
 * @param message what the word asks that the other schema does not promise
 */
public record Finding(String path, String rule, boolean unknown, String message) {}
