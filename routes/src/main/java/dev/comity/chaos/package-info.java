/**
 * Kills hub and agencies again and again while records flow, and counts afterwards: what was lost, what came twice, what was
 * delivered without an entry in the log. The processes are those that {@code comity run} and {@code comity agency run} start;
 * this one feeds them, kills them and looks at what they leave.
 */
package dev.comity.chaos;
