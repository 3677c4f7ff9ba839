/**
 * How the operator speaks to a hub or an agency's side that runs: a socket in its folder that only its own user can open. It takes one request
 * and gives one answer. What the operator changes of a hub through it is in the log: a configuration, or what becomes of a dead letter.
 */
package dev.comity.control;
