/**
 * What an auditor does with files alone: the commands of {@code comity audit} that need neither hub nor index, and the
 * stand-alone program {@link dev.comity.audit.ComityVerify} that holds nothing else. Trust anchors come from the auditor's own
 * {@code trust.yaml} and from nowhere else.
 */
package dev.comity.audit;
