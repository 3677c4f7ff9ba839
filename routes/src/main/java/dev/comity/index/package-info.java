/**
 * The search index: which delivery released which field to whom, under which agreement, purpose and basis. It is a projection
 * of the exchange log, in an H2 file or a PostgreSQL database, and can be made anew from it at any time; what it adds are the
 * tokens of data subjects, which are not in the log. It holds no value of any field.
 */
package dev.comity.index;
