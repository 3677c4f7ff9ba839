package dev.comity.demo.city;

/**
 * A county-level division (GB/T 2260) in which people of the city live.
 *
 * @param code six digits
 * @param name with province and prefecture, as it stands in an address
 */
public record Division(String code, String name) {}
