package dev.comity.log;

import java.util.ArrayList;
import java.util.List;

/**
 * An inclusion proof with its checkpoint: the {@code .tlog-proof} file (C2SP tlog-proof).
 *
 * @param index of the entry, from 0
 * @param path hashes of 32 bytes, the leaf's sibling first, at most 63
 * @param checkpoint as it stands, signatures included
 */
public record InclusionProof(long index, List<byte[]> path, Checkpoint checkpoint) {

    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH = 63;

    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > MAX_PATH || path.stream().anyMatch(h -> h.length != Merkle.HASH_LENGTH)) {
            throw new IllegalArgumentException("a proof has an index of 0 or more and at most 63 hashes of 32 bytes");
        }
    }

    /** @throws IllegalArgumentException where the text is not a proof */
    public static InclusionProof parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException("a proof is lines, an empty line, and a checkpoint");
        }
        String[] lines = text.substring(0, blank).split("\n", MAX_PATH + 3);
        if (lines.length < 2 || !lines[0].equals(HEAD) || !lines[1].startsWith("index ")) {
            throw new IllegalArgumentException("a proof begins with '" + HEAD + "' and 'index <n>'");
        }
        List<byte[]> path = new ArrayList<>();
        for (String line : List.of(lines).subList(2, lines.length)) {
            path.add(Base64Text.decode(line));
        }
        long index = Decimal.parse(lines[1].substring("index ".length()));
        return new InclusionProof(index, path, Checkpoint.parse(text.substring(blank + 2)));
    }

    /** The file's text, in the format that {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder(HEAD + "\nindex " + index + "\n");
        path.forEach(hash -> text.append(Base64Text.encode(hash)).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /** Whether the entry's bytes are at the index below the checkpoint's root; says nothing about the checkpoint's signature. */
    public boolean holdsFor(byte[] entry) {
        return Merkle.verifyInclusion(index, checkpoint.size(), Merkle.leafHash(entry), path, checkpoint.root());
    }
}
