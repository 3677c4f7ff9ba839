package dev.comity.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Zip files of one form only: entries stored without compression, in the order of their names, all dated 1980-01-01, without
 * extra fields. The same files thus always make the same bytes, on every machine and with every Java, so that a digest names
 * them; any zip program reads the result.
 */
public final class StoredZip {

    /** Entries beyond which a file is refused. */
    public static final int MAX_ENTRIES = 10_000;
    /** Bytes beyond which a file is refused. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";
    private static final int MAX_NAME = 200;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final short VERSION = 10;
    private static final short UTF_8 = 0x0800;
    private static final short FIRST_OF_1980 = 0x0021;

    private StoredZip() {}

    /** Whether a name can stand in such a file: ASCII letters, digits, dot, hyphen, underscore; no part starts with a dot. */
    public static boolean isName(String name) {
        return name.length() <= MAX_NAME && name.matches(NAME);
    }

    /**
     * @param files by name, as {@link #isName} allows it
     * @throws IllegalArgumentException if a name or the size is not allowed
     */
    public static byte[] write(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream local = new ByteArrayOutputStream();
        ByteArrayOutputStream central = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            require(isName(name), "a name that may not stand in a bundle: " + name);
            int offset = local.size();
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            local.writeBytes(buffer(LOCAL_BYTES)
                    .putInt(LOCAL)
                    .put(described(text, content))
                    .array());
            local.writeBytes(text);
            local.writeBytes(content);
            central.writeBytes(buffer(46)
                    .putInt(CENTRAL)
                    .putShort(VERSION)
                    .put(described(text, content))
                    .position(42)
                    .putInt(offset)
                    .array());
            central.writeBytes(text);
            require(local.size() <= MAX_BYTES, "more than " + MAX_BYTES + " bytes");
        });
        require(files.size() <= MAX_ENTRIES, "more than " + MAX_ENTRIES + " files");
        ByteBuffer end = buffer(22).putInt(END).putInt(0);
        end.putShort((short) files.size()).putShort((short) files.size());
        end.putInt(central.size()).putInt(local.size());
        local.writeBytes(central.toByteArray());
        local.writeBytes(end.array());
        return local.toByteArray();
    }

    /** The 26 bytes that the headers in both places share. */
    private static byte[] described(byte[] name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return buffer(26)
                .putShort(VERSION)
                .putShort(UTF_8)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(FIRST_OF_1980)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) name.length)
                .putShort((short) 0)
                .array();
    }

    /**
     * Reads what {@link #write} wrote, and nothing else: written again, the files must make the same bytes, so that no zip
     * program sees anything in them that this one does not.
     *
     * @throws IllegalArgumentException for every other file
     */
    public static SortedMap<String, byte[]> read(byte[] zip) {
        require(zip.length <= 2 * MAX_BYTES, "longer than a bundle may be");
        ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        SortedMap<String, byte[]> files = new TreeMap<>();
        while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL) {
            int size = in.getInt(in.position() + 22);
            int nameSize = in.getShort(in.position() + 26);
            in.position(in.position() + LOCAL_BYTES);
            require(size >= 0 && nameSize > 0 && size <= in.remaining() - nameSize, "cut short or of another form");
            String name = new String(bytes(in, nameSize), StandardCharsets.US_ASCII);
            require(isName(name), "a name that may not stand in a bundle");
            files.put(name, bytes(in, size));
            require(files.size() <= MAX_ENTRIES, "more than " + MAX_ENTRIES + " files");
        }
        require(Arrays.equals(write(files), zip), "not written in the one form of a bundle");
        return files;
    }

    private static byte[] bytes(ByteBuffer in, int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("not a bundle: " + message);
        }
    }
}
