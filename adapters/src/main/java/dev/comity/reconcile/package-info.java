/**
 * What an agency knows, held against the hub's log: {@link dev.comity.reconcile.LoggedSide} is what the log says about the agency,
 * {@link dev.comity.reconcile.KeptProofs} what the hub has proven to it, {@link dev.comity.reconcile.Reconciliation} compares. A
 * provider that keeps its receipts can thus prove that the hub left something out.
 */
package dev.comity.reconcile;
