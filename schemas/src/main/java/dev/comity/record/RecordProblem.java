package dev.comity.record;

/**
 * Something wrong in a record.
 *
 * @param place in record notation, with indices
 * @param message what was expected, never the value found
 * @param warning whether the record goes on all the same
 */
public record RecordProblem(String place, String message, boolean warning) {}
