/**
 * How the operator speaks to a hub or an agency's side that runs: a socket in its folder that only its own user can open. It takes one word and
 * gives one answer; there is nothing to see or to decide through it that a restart would not do as well.
 */
package dev.comity.control;
