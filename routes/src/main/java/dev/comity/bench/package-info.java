/**
 * {@code comity bench}: what a record costs on this machine. The real hub runs in a process of its own, exactly as {@code comity
 * run} starts it; records are sealed beforehand, and whoever hands them over and receives them is another process. Beside it
 * stands what the broker alone can carry here, measured in the same run. Everything that was sent must be delivered once and
 * be in the log, or the measurement counts for nothing.
 */
package dev.comity.bench;
