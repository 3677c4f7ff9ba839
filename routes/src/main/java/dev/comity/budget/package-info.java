/**
 * How often was answered: the state that limits in agreements count by. It is durable before an answer leaves, and holds keyed
 * tokens, never a value of a record.
 */
package dev.comity.budget;
