package dev.comity.log;

import dev.comity.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree head (C2SP tlog-checkpoint): origin, size and root, with the signed note that carries it. Two are equal if their
 * notes are.
 *
 * @param size number of entries, 0 or more
 * @param root 32 bytes; do not change
 * @param note the whole signed note as text: body, empty line, signature lines
 */
public record Checkpoint(String origin, long size, byte[] root, String note) {

    public Checkpoint {
        if (size < 0 || root.length != Merkle.HASH_LENGTH) {
            throw new IllegalArgumentException("a checkpoint has a size of 0 or more and a root of 32 bytes");
        }
    }

    /** Signs a new head with the log's key (0x01). */
    public static Checkpoint sign(String origin, long size, byte[] root, SigningKey key) {
        String text = new CheckpointText(origin, size, root).toString();
        VerifierKey signer = VerifierKey.ofLog(origin, key.verificationKey());
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        var note = new SignedNote(text, List.of(new SignedNote.Line(origin, signer.keyId(), signature)));
        return new Checkpoint(origin, size, root, note.toString());
    }

    /** @throws IllegalArgumentException where it is not a checkpoint in a signed note; says nothing about signatures */
    public static Checkpoint parse(String note) {
        CheckpointText text = CheckpointText.parse(SignedNote.parse(note).text());
        return new Checkpoint(text.origin(), text.size(), text.root(), note);
    }

    /** The same head with these signature lines after its own; a line of a signer that has one already is left out. */
    public Checkpoint with(List<SignedNote.Line> more) {
        SignedNote signed = SignedNote.parse(note);
        List<SignedNote.Line> lines = new ArrayList<>(signed.signatures());
        for (SignedNote.Line line : more) {
            if (lines.stream().noneMatch(line::isOfSameSigner)) {
                lines.add(line);
            }
        }
        return new Checkpoint(origin, size, root, new SignedNote(signed.text(), lines).toString());
    }

    /** The same head with the lines of this signer alone. @throws IllegalArgumentException if it has none */
    public Checkpoint only(VerifierKey signer) {
        SignedNote signed = SignedNote.parse(note);
        var lines = signed.signatures().stream().filter(signer::signed).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("the checkpoint has no signature of " + signer.name());
        }
        return new Checkpoint(origin, size, root, new SignedNote(signed.text(), lines).toString());
    }

    /** The signature lines, in their order. */
    public List<SignedNote.Line> signatures() {
        return SignedNote.parse(note).signatures();
    }

    /** Whether both say the same of the same log, whoever signed them. */
    public boolean isSameHead(Checkpoint other) {
        return text().equals(other.text());
    }

    /** The three lines that are signed. */
    public String text() {
        return SignedNote.parse(note).text();
    }

    /** Whether the log's own signature is there and holds. */
    public SignatureState verify(VerifierKey logKey) {
        if (!logKey.name().equals(origin)) {
            return SignatureState.UNKNOWN;
        }
        return signature(logKey);
    }

    /** Whether this signer, the log or a witness, signed the head. */
    public SignatureState signature(VerifierKey signer) {
        SignedNote signed = SignedNote.parse(note);
        byte[] text = signed.textBytes();
        var lines = signed.signatures().stream().filter(signer::signed).toList();
        if (lines.isEmpty()) {
            return SignatureState.UNKNOWN;
        }
        // A second line of the same signer that fails is a forgery attempt, not noise: all of them must hold.
        return lines.stream().allMatch(l -> signer.verify(text, l)) ? SignatureState.TRUE : SignatureState.FALSE;
    }

    /** When this cosigner says that it cosigned; empty where it did not, or its signature does not hold. */
    public Optional<Instant> cosignedAt(VerifierKey cosigner) {
        if (cosigner.type() == VerifierKey.Type.ED25519 || signature(cosigner) != SignatureState.TRUE) {
            return Optional.empty();
        }
        return signatures().stream().filter(cosigner::signed).findFirst().flatMap(Cosignature::at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && note.equals(that.note);
    }

    @Override
    public int hashCode() {
        return note.hashCode();
    }

    @Override
    public String toString() {
        return "checkpoint of " + origin + " at " + size;
    }

    /** A known signer that fails is FALSE; no line of the signer is UNKNOWN. */
    public enum SignatureState {
        TRUE,
        FALSE,
        UNKNOWN
    }
}
