package dev.comity.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bundle of entries (C2SP tlog-tiles): for each, its length in two bytes, big-endian, and its bytes.
 *
 * @param entries those that could be read
 * @param isWhole whether the bytes hold exactly these entries and nothing more
 */
record EntryBundle(List<byte[]> entries, boolean isWhole) {

    /** The most bytes that a full bundle can have. */
    static final int MAX_BYTES = TilePath.FULL * (2 + Entry.MAX_BYTES);

    static byte[] encode(List<byte[]> entries) {
        int length = entries.stream().mapToInt(entry -> 2 + entry.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        entries.forEach(entry -> bytes.putShort((short) entry.length).put(entry));
        return bytes.array();
    }

    /** Reads up to {@code width} entries; never fails, but says how far it came. */
    static EntryBundle decode(byte[] bytes, int width) {
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width && bytes.length - at >= 2) {
            int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            if (bytes.length - at - 2 < length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return new EntryBundle(entries, entries.size() == width && at == bytes.length);
    }
}
