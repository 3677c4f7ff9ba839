/** What a recipient checks before it uses a record, and an auditor after: the three proofs of one delivery. */
package dev.comity.opening;
