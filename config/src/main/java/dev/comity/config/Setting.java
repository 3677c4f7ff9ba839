package dev.comity.config;

/**
 * One setting as it is in effect.
 *
 * @param name dotted, for instance {@code broker.port}
 * @param origin {@code COMITY_A_B in the environment}, {@code hub.yaml:line} or {@code default}
 */
public record Setting(String name, String value, String origin) {}
