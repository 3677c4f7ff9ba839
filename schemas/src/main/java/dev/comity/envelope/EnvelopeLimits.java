package dev.comity.envelope;

/**
 * Limits that are checked before any cryptography.
 *
 * @param maxCompactBytes length of the compact form
 * @param maxRecordBytes length of the record as JSON
 * @param maxDisclosures number of disclosures
 * @param maxDepth nesting of the record
 */
public record EnvelopeLimits(int maxCompactBytes, int maxRecordBytes, int maxDisclosures, int maxDepth) {

    /** 20 MiB compact, 10 MB record, 2,000 disclosures, nesting 32. */
    public static final EnvelopeLimits DEFAULT = new EnvelopeLimits(20 * 1024 * 1024, 10_000_000, 2_000, 32);
}
