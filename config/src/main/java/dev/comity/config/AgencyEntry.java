package dev.comity.config;

import java.util.Optional;
import java.util.Set;

/**
 * One agency as {@code agencies.yaml} lists it. Division, credit code and roles are what it asks the registrar to certify;
 * only the registrar's statement counts in decisions.
 *
 * @param id slug
 * @param limits where they are not those of every agency
 */
public record AgencyEntry(
        String id,
        String titleEn,
        String titleZh,
        String creditCode,
        String division,
        Set<String> roles,
        Optional<AgencyLimits> limits,
        int line) {

    /** One without limits of its own. */
    public AgencyEntry(
            String id,
            String titleEn,
            String titleZh,
            String creditCode,
            String division,
            Set<String> roles,
            int line) {
        this(id, titleEn, titleZh, creditCode, division, roles, Optional.empty(), line);
    }
}
