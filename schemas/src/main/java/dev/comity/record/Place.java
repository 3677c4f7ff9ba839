package dev.comity.record;

/**
 * A place in a file that a person wrote.
 *
 * @param file as the person would type it
 * @param line one-based
 * @param column one-based, in characters
 */
record Place(String file, int line, int column) {}
