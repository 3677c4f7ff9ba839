package dev.comity.config;

import dev.comity.agreement.Agreement;
import dev.comity.record.RecordTypes;
import java.util.List;
import java.util.Map;

/**
 * Everything that {@code config/} says, checked. Immutable.
 *
 * @param agencies by slug, in the order of the file
 * @param purposes by code
 * @param agreements every agreement file that is right, signed or not; drafts too
 * @param digest base64url SHA-256 over every file's path and bytes, in the order of the paths
 */
public record Configuration(
        HubSettings hub,
        Map<String, AgencyEntry> agencies,
        Map<String, Purpose> purposes,
        List<Agreement> agreements,
        RecordTypes types,
        String digest) {}
