package dev.comity.log;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One entry of the exchange log: a JSON object with {@code v}, {@code kind} and {@code time}, at most 65,535 bytes, written
 * once and kept as bytes. It holds commitments and names of fields, never values. The members of each kind are fixed in
 * docs/formats.md.
 *
 * @param kind from the closed list
 * @param json the members; do not change
 * @param bytes as they stand in the log
 */
public record Entry(Kind kind, ObjectNode json, byte[] bytes) {

    /** The closed list of kinds, written in lower case. */
    public enum Kind {
        SUBMITTED,
        RELEASED,
        REFUSED,
        ACKNOWLEDGED,
        UNDELIVERABLE,
        AGENCY,
        AGREEMENT,
        REVOCATION,
        CONFIG,
        CORRECTION,
        ACCESS
    }

    /** Writes an entry from its members; v and kind are set here and come first. */
    public static Entry of(Kind kind, ObjectNode members) {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws IllegalArgumentException for bytes that are not an entry of a known kind and version */
    public static Entry parse(byte[] bytes) {
        throw new UnsupportedOperationException("contract");
    }
}
