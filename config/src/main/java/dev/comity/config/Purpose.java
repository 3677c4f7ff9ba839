package dev.comity.config;

/**
 * One purpose of the closed register {@code purposes.yaml}.
 *
 * @param code slug
 * @param dpv W3C DPV 2.3 term, for instance {@code dpv:MisusePreventionAndDetection}
 * @param digest base64url SHA-256 of this entry's canonical text, pinned by agreements' signatures
 * @param retired whether it may no longer be used
 */
public record Purpose(
        String code, String titleEn, String titleZh, String dpv, String digest, boolean retired, int line) {}
