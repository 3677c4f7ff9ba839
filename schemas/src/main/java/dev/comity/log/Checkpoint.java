package dev.comity.log;

import dev.comity.crypto.SigningKey;

/**
 * A tree head (C2SP tlog-checkpoint): origin, size and root, with the signed note that carries it.
 *
 * @param root 32 bytes
 * @param note the whole signed note as text: body, empty line, signature lines
 */
public record Checkpoint(String origin, long size, byte[] root, String note) {

    /** Signs a new head with the log's key (0x01). */
    public static Checkpoint sign(String origin, long size, byte[] root, SigningKey key) {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws IllegalArgumentException where it is not a checkpoint in a signed note; says nothing about signatures */
    public static Checkpoint parse(String note) {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether the log's own signature is there and holds. */
    public SignatureState verify(VerifierKey logKey) {
        throw new UnsupportedOperationException("contract");
    }

    /** A known signer that fails is FALSE; no line of the signer is UNKNOWN. */
    public enum SignatureState {
        TRUE,
        FALSE,
        UNKNOWN
    }
}
