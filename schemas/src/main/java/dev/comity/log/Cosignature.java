package dev.comity.log;

import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.MlDsaVerificationKey;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cosignatures of checkpoints (C2SP tlog-cosignature): a time, and a signature over it and the checkpoint. Whoever cosigns says
 * that this checkpoint extends every other one of this log that it cosigned.
 */
public final class Cosignature {

    private static final int TIME_BYTES = 8;
    private static final int ED25519_BYTES = 64;
    private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

    private Cosignature() {}

    /** A witness's line, Ed25519 (type 0x04). @param at whole seconds count */
    public static SignedNote.Line sign(String name, SigningKey key, Instant at, Checkpoint checkpoint) {
        byte[] signature = key.sign(ed25519Message(at.getEpochSecond(), checkpoint.text()));
        VerifierKey signer = VerifierKey.ofWitness(name, key.verificationKey());
        return line(signer, at.getEpochSecond(), signature);
    }

    /** A line of ML-DSA-44 (type 0x06). @param at whole seconds count */
    public static SignedNote.Line sign(String name, MlDsaSigningKey key, Instant at, Checkpoint checkpoint) {
        byte[] signature = key.sign(mldsaMessage(name, at.getEpochSecond(), CheckpointText.parse(checkpoint.text())));
        VerifierKey signer = VerifierKey.ofMlDsa(name, key.verificationKey());
        return line(signer, at.getEpochSecond(), signature);
    }

    private static SignedNote.Line line(VerifierKey signer, long time, byte[] signature) {
        byte[] timed = ByteBuffer.allocate(TIME_BYTES + signature.length)
                .putLong(time)
                .put(signature)
                .array();
        return new SignedNote.Line(signer.name(), signer.keyId(), timed);
    }

    static boolean verify(VerificationKey key, String text, byte[] timed) {
        return timed.length == TIME_BYTES + ED25519_BYTES
                && key.verify(ed25519Message(time(timed), text), signature(timed));
    }

    /** False too for a text that is no checkpoint: only checkpoints have such a signature. */
    static boolean verify(MlDsaVerificationKey key, String name, String text, byte[] timed) {
        if (timed.length != TIME_BYTES + MlDsaVerificationKey.SIGNATURE_BYTES) {
            return false;
        }
        try {
            return key.verify(mldsaMessage(name, time(timed), CheckpointText.parse(text)), signature(timed));
        } catch (IllegalArgumentException noCheckpoint) {
            return false;
        }
    }

    /** When the cosigner says it was, of a line that holds; empty for a time that no calendar has. */
    static Optional<Instant> at(SignedNote.Line line) {
        long seconds = time(line.signature());
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static long time(byte[] timed) {
        return ByteBuffer.wrap(timed).getLong();
    }

    private static byte[] signature(byte[] timed) {
        return Arrays.copyOfRange(timed, TIME_BYTES, timed.length);
    }

    private static byte[] ed25519Message(long time, String text) {
        String head = "cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n";
        return head.concat(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The whole tree is the subtree from 0 to its size. */
    private static byte[] mldsaMessage(String name, long time, CheckpointText text) {
        byte[] cosigner = shortText(name);
        byte[] origin = shortText(text.origin());
        return ByteBuffer.allocate(SUBTREE.length + 2 + cosigner.length + origin.length + 3 * 8 + Merkle.HASH_LENGTH)
                .put(SUBTREE)
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(time)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(text.size())
                .put(text.root())
                .array();
    }

    private static byte[] shortText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 255) {
            throw new IllegalArgumentException("the name of a cosigner or a log has 1 to 255 bytes");
        }
        return bytes;
    }
}
