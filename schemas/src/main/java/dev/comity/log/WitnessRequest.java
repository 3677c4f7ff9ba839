package dev.comity.log;

import java.util.ArrayList;
import java.util.List;

/**
 * What a witness is asked (C2SP tlog-witness, the body of {@code add-checkpoint}): cosign this checkpoint, which extends the one
 * of the old size that you have seen. Text: {@code old <size>}, the proof's lines in base64, an empty line, the checkpoint.
 *
 * @param oldSize what the witness is believed to have seen; 0 for nothing
 * @param proof consistency from the old size to the checkpoint, at most 63 hashes of 32 bytes; empty where there is nothing to prove
 */
public record WitnessRequest(long oldSize, List<byte[]> proof, Checkpoint checkpoint) {

    /** Characters beyond which a request is refused before anything else is looked at. */
    public static final int MAX_LENGTH = SignedNote.MAX_LENGTH + 4_096;

    private static final String OLD = "old ";
    private static final int MAX_PROOF = 63;

    public WitnessRequest {
        proof = List.copyOf(proof);
        if (oldSize < 0 || proof.size() > MAX_PROOF || proof.stream().anyMatch(h -> h.length != Merkle.HASH_LENGTH)) {
            throw new IllegalArgumentException(
                    "an old size of 0 or more and at most 63 hashes of 32 bytes were expected");
        }
    }

    /** @throws IllegalArgumentException where the text is not of this form; says nothing about signatures or the proof */
    public static WitnessRequest parse(String text) {
        int blank = text.indexOf("\n\n");
        if (text.length() > MAX_LENGTH || blank < 0 || !text.startsWith(OLD)) {
            throw new IllegalArgumentException(
                    "a request is 'old <size>', proof lines, an empty line, and a checkpoint");
        }
        String[] lines = text.substring(0, blank).split("\n", MAX_PROOF + 2);
        List<byte[]> proof = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            proof.add(Base64Text.decode(line));
        }
        long oldSize = Decimal.parse(lines[0].substring(OLD.length()));
        return new WitnessRequest(oldSize, proof, Checkpoint.parse(text.substring(blank + 2)));
    }

    /** In the form that {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder(OLD + oldSize + "\n");
        proof.forEach(hash -> text.append(Base64Text.encode(hash)).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }
}
