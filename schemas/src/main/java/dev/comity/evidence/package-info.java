/**
 * Evidence: what the hub keeps of each accepted exchange, so that an auditor can show later what the log only commits to.
 * An item holds the envelope as it came and what is needed to write each presentation again; items rest in append-only
 * segment files, sealed with HPKE (RFC 9180) to the public key of the month, whose private half the hub never has. The log
 * verifies without any of this. Whoever destroys a month's private key erases its evidence, wherever copies of it lie.
 */
package dev.comity.evidence;
