/**
 * An agency as a witness of the exchange log: it remembers the newest checkpoint that it has seen, and cosigns only what extends
 * it. So the hub cannot show one log to one agency and another log to the next without a witness that lies. {@link
 * dev.comity.witness.Witness} decides; {@link dev.comity.witness.SeenCheckpoints} is its memory, durable before it answers;
 * {@link dev.comity.witness.WitnessServer} takes requests over HTTP (C2SP tlog-witness). An agency that opens no port answers
 * the same requests over its own address at the hub's broker.
 */
package dev.comity.witness;
