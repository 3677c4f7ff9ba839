package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.crypto.Base64Url;
import dev.comity.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes a disclosure for the first and only time. */
final class DisclosureWriter {

    private DisclosureWriter() {}

    /** @param name a legal member name, which needs no escapes */
    static String write(String salt, Optional<String> name, JsonNode value) {
        byte[] text = isPlain(value) ? plain(value) : Json.bytes(value);
        String start = "[\"" + salt + "\"," + name.map(n -> "\"" + n + "\",").orElse("");
        byte[] json = new byte[start.length() + text.length + 1];
        System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, json, 0, start.length());
        System.arraycopy(text, 0, json, start.length(), text.length);
        json[json.length - 1] = ']';
        return Base64Url.encode(json);
    }

    /** Most leaves are texts in which nothing needs an escape; a generator for each would cost more than all the rest. */
    private static boolean isPlain(JsonNode value) {
        if (!value.isTextual()) {
            return false;
        }
        String text = value.textValue();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] plain(JsonNode text) {
        return ("\"" + text.textValue() + "\"").getBytes(StandardCharsets.UTF_8);
    }
}
