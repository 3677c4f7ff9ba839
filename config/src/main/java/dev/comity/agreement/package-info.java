/**
 * Agreements: files that a privacy officer reads, in force only with the signatures of both agencies. What a file says is
 * held against closed lists, against the record type that it names, and against the other agreements of its consumer.
 */
package dev.comity.agreement;
