package dev.comity.config;

import java.util.Set;

/**
 * One agency as {@code agencies.yaml} lists it. Division, credit code and roles are what it asks the registrar to certify;
 * only the registrar's statement counts in decisions.
 *
 * @param id slug
 */
public record AgencyEntry(
        String id, String titleEn, String titleZh, String creditCode, String division, Set<String> roles, int line) {}
