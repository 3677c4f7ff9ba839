/**
 * The story of one exchange, told from the log: submitted, decided, released, acknowledged, or refused and what to do about it. The
 * log says what happened; the configuration bundle that an entry names says in which line of which file it is written. Nothing
 * here has a value of a field.
 */
package dev.comity.story;
