/**
 * What a recipient checks before it uses a record, and an auditor after: the three proofs of one delivery. Every check has a
 * stable id and is made even where another failed, so that the result says all that is wrong.
 */
package dev.comity.opening;
