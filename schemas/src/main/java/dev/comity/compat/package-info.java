/**
 * Compatibility of two schemas: whether everything that one accepts is accepted by the other. The answer is sound: "yes" is a
 * proof. What cannot be proved is reported as breaking or unknown, and both count as breaking.
 */
package dev.comity.compat;
