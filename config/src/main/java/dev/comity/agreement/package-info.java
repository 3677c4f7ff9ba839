/** Agreements: files that a privacy officer reads, in force only with the signatures of both agencies. */
package dev.comity.agreement;
