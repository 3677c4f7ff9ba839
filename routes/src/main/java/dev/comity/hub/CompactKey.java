package dev.comity.hub;

import dev.comity.crypto.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Keys of the state's large maps in few bytes: most end in a digest or a UUID, whose text is up to twice as long as what it says. One
 * byte for the kind of the end, then what comes before the end as text, then the end.
 */
final class CompactKey {

    private static final byte TEXT = 0;
    private static final byte HEX = 1;
    private static final byte BASE64URL = 2;
    private static final byte UUID_TEXT = 3;

    private static final int DIGEST_BYTES = 32;
    private static final int UUID_BYTES = 16;
    private static final int HEX_LENGTH = 64;
    private static final int BASE64URL_LENGTH = 43;
    private static final int UUID_LENGTH = 36;
    private static final int[] HYPHENS = {8, 13, 18, 23};

    private CompactKey() {}

    /** No two texts have the same bytes, and {@link #text} gives the text back. */
    static byte[] of(String text) {
        // What comes before the end is an agency's name, which ends in a line feed.
        int end = text.indexOf('\n') + 1;
        String last = text.substring(end);
        byte kind = kind(last);
        return kind == TEXT ? bytes(kind, text, new byte[0]) : bytes(kind, text.substring(0, end), ending(kind, last));
    }

    private static byte kind(String last) {
        return switch (last.length()) {
            case HEX_LENGTH -> isHex(last, 0, HEX_LENGTH) ? HEX : TEXT;
            case BASE64URL_LENGTH -> isBase64Url(last) ? BASE64URL : TEXT;
            case UUID_LENGTH -> isUuid(last) ? UUID_TEXT : TEXT;
            default -> TEXT;
        };
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64Url(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Base64Url.valueOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        // The last character says four bits; another one would be a second text for the same bytes.
        return (Base64Url.valueOf(text.charAt(text.length() - 1)) & 0b11) == 0;
    }

    private static boolean isUuid(String text) {
        int from = 0;
        for (int hyphen : HYPHENS) {
            if (text.charAt(hyphen) != '-' || !isHex(text, from, hyphen)) {
                return false;
            }
            from = hyphen + 1;
        }
        return isHex(text, from, UUID_LENGTH);
    }

    private static byte[] ending(byte kind, String last) {
        return switch (kind) {
            case HEX -> HexFormat.of().parseHex(last);
            case BASE64URL -> Base64Url.decode(last);
            default -> {
                UUID uuid = UUID.fromString(last);
                yield ByteBuffer.allocate(UUID_BYTES)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            }
        };
    }

    private static byte[] bytes(byte kind, String start, byte[] ending) {
        byte[] text = start.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + text.length + ending.length)
                .put(kind)
                .put(text)
                .put(ending)
                .array();
    }

    /** The text that {@link #of} made this from. */
    static String text(byte[] key) {
        int length = switch (key[0]) {
            case TEXT -> 0;
            case UUID_TEXT -> UUID_BYTES;
            case HEX, BASE64URL -> DIGEST_BYTES;
            default -> throw new IllegalArgumentException("a key of the state in a form of another version");
        };
        int end = key.length - length;
        return new String(key, 1, end - 1, StandardCharsets.UTF_8)
                + last(key[0], Arrays.copyOfRange(key, end, key.length));
    }

    private static String last(byte kind, byte[] ending) {
        return switch (kind) {
            case TEXT -> "";
            case HEX -> HexFormat.of().formatHex(ending);
            case BASE64URL -> Base64Url.encode(ending);
            default -> {
                ByteBuffer bytes = ByteBuffer.wrap(ending);
                yield new UUID(bytes.getLong(), bytes.getLong()).toString();
            }
        };
    }
}
