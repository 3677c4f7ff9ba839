/**
 * The first draft of an adapter's folder, made from a file or a table of the agency's own system: what its format is, which of its
 * fields look like fields of the record type, and what a person has to say that cannot be guessed. A draft is never right unseen;
 * it names everything that it left open.
 */
package dev.comity.sketch;
