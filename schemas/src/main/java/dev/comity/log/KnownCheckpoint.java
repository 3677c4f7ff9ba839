package dev.comity.log;

/**
 * A checkpoint that the auditor has from elsewhere: kept at the last visit, or handed over by a witness.
 *
 * @param name of the file, for the verdict
 */
public record KnownCheckpoint(String name, Checkpoint checkpoint) {}
