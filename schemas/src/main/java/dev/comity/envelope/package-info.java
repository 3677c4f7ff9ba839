/**
 * The signed envelope: an SD-JWT (RFC 9901) of our own profile, whose signature survives the filtering of fields, and the
 * other signed statements that travel with it. Every one has a type of its own, so that none can pass for another.
 */
package dev.comity.envelope;
