package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.crypto.Base64Url;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What our profile asks of a disclosure beyond RFC 9901, so that nothing can be smuggled past the field that it is for:
 * salts of one form, no white space outside strings, and of a container only placeholders.
 */
final class ProfileRules {

    /** Decimal exponents beyond this are refused: arithmetic with them could fill the memory. */
    private static final int MAX_SCALE = 400;

    private ProfileRules() {}

    /** @param json the decoded disclosure */
    static void check(Disclosure disclosure, byte[] json) throws RecordRefused {
        if (!isSalt(disclosure.salt())) {
            throw Malformed.disclosure("a salt must be 22 base64url characters");
        }
        if (disclosure.name().isPresent() && !isName(disclosure.name().get())) {
            throw Malformed.disclosure("a name must be a letter, then letters, digits and underscores");
        }
        checkBytes(disclosure, json);
        checkValue(disclosure.value());
    }

    /** Whether a field can have this name. A dot or bracket in it would let it stand for another field's path. */
    static boolean isName(String name) {
        return FieldPath.isPath(name) && name.indexOf('.') < 0 && name.indexOf('[') < 0;
    }

    /** Whether text is a SHA-256 digest, the only thing that may stand in a placeholder. */
    static boolean isDigest(JsonNode digest) {
        // 43 characters of which the last carries four bits.
        return digest.isTextual() && isBase64Url(digest.textValue(), 43, 0b11);
    }

    private static boolean isSalt(String salt) {
        return isBase64Url(salt, 22, 0b1111);
    }

    private static boolean isBase64Url(String text, int length, int unusedBits) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Base64Url.valueOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return (Base64Url.valueOf(text.charAt(length - 1)) & unusedBits) == 0;
    }

    /** White space could carry a message, and so could the choice between a character and its escape. */
    private static void checkBytes(Disclosure disclosure, byte[] json) throws RecordRefused {
        byte[] start = start(disclosure).getBytes(StandardCharsets.US_ASCII);
        if (json.length < start.length || Arrays.mismatch(json, 0, start.length, start, 0, start.length) >= 0) {
            throw Malformed.disclosure("salt and name must stand without white space and escapes");
        }
        if (disclosure.leaf()) {
            checkSpaces(json);
        } else if (!Arrays.equals(
                Arrays.copyOfRange(json, start.length, json.length - 1), Json.bytes(disclosure.value()))) {
            throw Malformed.disclosure("a container must stand without white space and escapes");
        }
    }

    private static String start(Disclosure disclosure) {
        String salt = "[\"" + disclosure.salt() + "\",";
        return disclosure.name().map(name -> salt + '"' + name + "\",").orElse(salt);
    }

    private static void checkSpaces(byte[] json) throws RecordRefused {
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (b == '"') {
                inString = !inString;
            } else if (inString && b == '\\') {
                i++; // an escaped quote does not end the string
            } else if (!inString && (b == ' ' || b == '\t' || b == '\n' || b == '\r')) {
                throw Malformed.disclosure("white space outside strings");
            }
        }
    }

    private static void checkValue(JsonNode value) throws RecordRefused {
        if (value.isObject()) {
            checkObject(value);
        } else if (value.isArray()) {
            checkArray(value);
        } else if (value.isTextual() && hasLoneSurrogate(value.textValue())) {
            throw Malformed.disclosure("text with half a character");
        } else if (value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) > MAX_SCALE) {
            throw Malformed.disclosure("a number with an exponent beyond " + MAX_SCALE);
        }
    }

    private static void checkObject(JsonNode object) throws RecordRefused {
        if (!object.isEmpty() && !(object.size() == 1 && object.has(Sd.SD))) {
            throw Malformed.disclosure("an object may hold only digests of its members");
        }
        if (object.has(Sd.SD)) {
            checkDigests(object.get(Sd.SD));
        }
    }

    /** Digests of an {@code _sd}: sorted, so that their order says nothing. */
    static void checkDigests(JsonNode digests) throws RecordRefused {
        String last = "";
        for (JsonNode digest : digests) {
            if (!isDigest(digest)) {
                throw Malformed.at("", "a placeholder holds something that is not a digest");
            }
            if (digest.textValue().compareTo(last) < 0) {
                throw Malformed.at("", "the digests of an object must be sorted");
            }
            last = digest.textValue();
        }
        if (!digests.isArray() || digests.isEmpty()) {
            throw Malformed.at("", "'_sd' must be a list of digests");
        }
    }

    private static void checkArray(JsonNode array) throws RecordRefused {
        for (JsonNode element : array) {
            if (!element.isObject()
                    || element.size() != 1
                    || !element.has(Sd.ELEMENT)
                    || !isDigest(element.get(Sd.ELEMENT))) {
                throw Malformed.disclosure("an array may hold only digests of its elements");
            }
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
