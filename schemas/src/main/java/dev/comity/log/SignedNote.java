package dev.comity.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A signed note (C2SP signed-note): text, an empty line, and signature lines. Reading it says nothing about whether a
 * signature holds.
 *
 * @param text what is signed; ends in a line feed
 * @param signatures at least one, in the order of the lines
 */
public record SignedNote(String text, List<Line> signatures) {

    /** Characters beyond which a note is refused before anything else is looked at. */
    public static final int MAX_LENGTH = 256 * 1024;

    private static final int MAX_SIGNATURES = 100;
    private static final String MARK = "\u2014 ";

    /**
     * One signature line.
     *
     * @param keyId 4 bytes, big-endian
     * @param signature the bytes after the key id
     */
    public record Line(String name, int keyId, byte[] signature) {

        /** @throws IllegalArgumentException where the text, without line feed, is not a signature line */
        public static Line parse(String line) {
            return SignedNote.line(line);
        }

        boolean isOfSameSigner(Line other) {
            return keyId == other.keyId && name.equals(other.name);
        }

        @Override
        public String toString() {
            byte[] both = ByteBuffer.allocate(4 + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return MARK + name + " " + Base64Text.encode(both) + "\n";
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** @throws IllegalArgumentException where the text is not a signed note */
    public static SignedNote parse(String note) {
        if (note.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a signed note of at most " + MAX_LENGTH + " characters was expected");
        }
        if (note.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
            throw new IllegalArgumentException("a signed note holds no control characters but line feeds");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a signed note is text, an empty line, and signature lines");
        }
        return new SignedNote(note.substring(0, blank + 1), lines(note.substring(blank + 2)));
    }

    private static List<Line> lines(String block) {
        List<Line> lines = new ArrayList<>();
        for (String line : block.split("\n")) {
            lines.add(line(line));
        }
        if (lines.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a signed note has at most " + MAX_SIGNATURES + " signatures");
        }
        return lines;
    }

    private static Line line(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !line.startsWith(MARK) || !isName(parts[1])) {
            throw new IllegalArgumentException("a signature line is U+2014, a name and base64, one space between");
        }
        byte[] both = Base64Text.decode(parts[2]);
        if (both.length < 5) {
            throw new IllegalArgumentException("a signature line holds a key id of 4 bytes and a signature");
        }
        return new Line(parts[1], ByteBuffer.wrap(both).getInt(), Arrays.copyOfRange(both, 4, both.length));
    }

    /** Whether text can name a signer: not empty, no space, no plus sign, no control character. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c));
    }

    /** The text as it is signed. */
    public byte[] textBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }
}
