/** The connection to the hub's broker: submissions out in sequence, presentations and receipts in, each checked before it counts. */
package dev.comity.client;
