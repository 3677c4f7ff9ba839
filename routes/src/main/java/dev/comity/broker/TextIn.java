package dev.comity.broker;

import java.io.OutputStream;
import org.apache.activemq.artemis.utils.DataConstants;

/**
 * Takes the body of a large text message as the broker gives it, piece by piece, and keeps no more of it than was asked for: however
 * long a text somebody sends, so much memory and not more is needed.
 */
final class TextIn extends OutputStream {

    private static final int HEAD_BYTES = 5;

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private boolean isNull;
    private long length;
    private long at;
    private int low;

    /** @param most characters that are kept */
    TextIn(int most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        int one = value & 0xFF;
        if (at == 0) {
            isNull = one != DataConstants.NOT_NULL;
        } else if (at < HEAD_BYTES) {
            length = length << 8 | one;
        } else if ((at - HEAD_BYTES) % 2 == 0) {
            low = one;
        } else if (text.length() < most) {
            text.append((char) (one << 8 | low));
        }
        at++;
        if (at == HEAD_BYTES) {
            text.ensureCapacity((int) Math.min(most, length / 2));
        }
    }

    /** Whether there is no text at all. */
    boolean isNull() {
        return isNull || at == 0;
    }

    /** What was kept. */
    String text() {
        return text.toString();
    }
}
