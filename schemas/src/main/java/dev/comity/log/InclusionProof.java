package dev.comity.log;

import java.util.List;

/**
 * An inclusion proof with its checkpoint: the {@code .tlog-proof} file (C2SP tlog-proof).
 *
 * @param index of the entry, from 0
 * @param path hashes of 32 bytes, the leaf's sibling first
 * @param checkpoint as it stands, signatures included
 */
public record InclusionProof(long index, List<byte[]> path, Checkpoint checkpoint) {

    /** @throws IllegalArgumentException where the text is not a proof */
    public static InclusionProof parse(String text) {
        throw new UnsupportedOperationException("contract");
    }

    public String text() {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether the entry's bytes are at the index below the checkpoint's root; says nothing about the checkpoint's signature. */
    public boolean holdsFor(byte[] entry) {
        throw new UnsupportedOperationException("contract");
    }
}
