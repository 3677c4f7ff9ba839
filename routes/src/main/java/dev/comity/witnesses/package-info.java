/**
 * The hub's side of witnessing: asks the witnesses of its trust.yaml to cosign the newest checkpoint, and adds what they sign to
 * {@code log/checkpoint}. Off the way of records: no delivery waits for it, and only the newest checkpoint is asked for, however
 * many there were meanwhile. {@link dev.comity.witnesses.WitnessFeed} goes round; a {@link dev.comity.witnesses.WitnessChannel}
 * reaches one witness, over its own address at the broker or over HTTP.
 */
package dev.comity.witnesses;
