/**
 * How the operator speaks to a hub that runs: a socket in its data folder that only its own user can open. It takes one word and
 * gives one answer; there is nothing to see or to decide through it that a restart would not do as well.
 */
package dev.comity.control;
