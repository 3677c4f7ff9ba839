/**
 * What an agency must not forget: items read from its sources, envelopes on their way to the hub, deliveries taken. One embedded
 * database file, and every step that belongs together is one transaction in it.
 */
package dev.comity.outbox;
