/**
 * Agencies that are killed again and again while records flow: a program of its own, started by {@code agency-kills.sh}. A real
 * hub, a provider that reads a table and consumers that write one run as processes; at the end each table is compared with the
 * source.
 */
package dev.comity.kills;
