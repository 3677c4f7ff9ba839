package dev.comity.broker;

import java.io.InputStream;
import org.apache.activemq.artemis.utils.DataConstants;

/**
 * The body of a text message as the broker writes it (a nullable SimpleString: a mark, the length in bytes, two bytes a character, the
 * lower first), made piece by piece: a large text never stands in memory in that form, which is four times as long.
 */
final class TextOut extends InputStream {

    private static final int HEAD_BYTES = 5;

    private final String text;
    private final long end;
    private long at;

    TextOut(String text) {
        this.text = text;
        this.end = HEAD_BYTES + 2L * text.length();
        if (end > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a text message has at most 2 GiB");
        }
    }

    @Override
    public int read() {
        return at == end ? -1 : byteAt(at++) & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
        if (at == end) {
            return length == 0 ? 0 : -1;
        }
        int read = (int) Math.min(length, end - at);
        for (int i = 0; i < read; i++) {
            bytes[from + i] = byteAt(at++);
        }
        return read;
    }

    private byte byteAt(long index) {
        if (index == 0) {
            return DataConstants.NOT_NULL;
        }
        if (index < HEAD_BYTES) {
            return (byte) ((2L * text.length()) >>> (8 * (HEAD_BYTES - 1 - index)));
        }
        long body = index - HEAD_BYTES;
        return (byte) (text.charAt((int) (body / 2)) >>> (body % 2 == 0 ? 0 : 8));
    }
}
