package dev.comity.envelope;

/** The reserved names of SD-JWT (RFC 9901). */
final class Sd {

    /** Digests of the members of an object. */
    static final String SD = "_sd";
    /** Digest of an array element. */
    static final String ELEMENT = "...";
    /** Hash algorithm, at the top level only. */
    static final String ALG = "_sd_alg";
    /** The only algorithm accepted. */
    static final String SHA_256 = "sha-256";

    private Sd() {}
}
