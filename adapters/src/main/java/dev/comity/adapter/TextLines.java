package dev.comity.adapter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Divides a text into its lines as bytes, before any character is looked at: a line that is wrong spoils no other. */
final class TextLines {

    private TextLines() {}

    /**
     * One line that is not blank.
     *
     * @param number one-based; blank lines count
     * @param bytes without the line's end, which is LF or CR LF
     * @param terminated whether the end was there; without it the line may be half written
     */
    record Line(int number, byte[] bytes, boolean terminated) {}

    static List<Line> of(byte[] text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < text.length; ) {
            int end = indexOf(text, start);
            byte[] bytes = Arrays.copyOfRange(text, start, contentEnd(text, start, end));
            number++;
            if (bytes.length > 0) {
                lines.add(new Line(number, bytes, end < text.length));
            }
            start = end + 1;
        }
        return lines;
    }

    private static int indexOf(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int contentEnd(byte[] text, int start, int end) {
        return end > start && text[end - 1] == '\r' ? end - 1 : end;
    }

    /** @throws CharacterCodingException where the bytes are not of the character set; nothing is replaced */
    static String decode(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
