/**
 * A Camel component that reads a queue of the broker in batches: {@code comity-batch:<queue>?size=100&wait=20}. One exchange
 * carries one {@link dev.comity.batch.Batch}; its messages, and everything that the route sends while it is under way, are
 * one transaction of the broker, committed after the route returned. A batch that fails is played again message by
 * message, so that one message that cannot be processed does not take its neighbours along.
 */
package dev.comity.batch;
