package dev.comity.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8 (RFC 3629). The JSON parser itself takes UTF-16 and some overlong forms as well. */
final class Utf8 {

    private Utf8() {}

    /** False also for a byte order mark and a zero byte, which no JSON text has. */
    static boolean isText(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
            ascii &= b > 0;
        }
        return ascii || (bytes[0] != (byte) 0xEF && isUtf8(bytes));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)); // reports, where String replaces
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
