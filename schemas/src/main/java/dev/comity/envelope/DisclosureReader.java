package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.crypto.Base64Url;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.refusal.RecordRefused;
import java.util.List;
import java.util.Optional;

/** Reads disclosures by the rules of RFC 9901 section 4.2 that hold for every SD-JWT; strict in base64url and JSON. */
final class DisclosureReader {

    private DisclosureReader() {}

    static byte[] decode(String encoded) throws RecordRefused {
        try {
            return Base64Url.decode(encoded);
        } catch (IllegalArgumentException e) {
            throw Malformed.disclosure(e.getMessage());
        }
    }

    /** @param json what {@link #decode} gave */
    static Disclosure read(String encoded, byte[] json) throws RecordRefused {
        Optional<List<String>> texts = PlainTexts.of(json);
        if (texts.isPresent()) {
            return read(encoded, texts.get());
        }
        JsonNode array = array(json);
        JsonNode salt = array.get(0);
        if (!salt.isTextual()) {
            throw Malformed.disclosure("a salt must be text");
        }
        Optional<String> name = array.size() == 3 ? Optional.of(name(array.get(1))) : Optional.empty();
        return new Disclosure(
                encoded, salt.textValue(), name, array.get(array.size() - 1), Disclosure.digestOf(encoded));
    }

    private static Disclosure read(String encoded, List<String> texts) throws RecordRefused {
        requireSize(texts.size());
        Optional<String> name = texts.size() == 3 ? Optional.of(notReserved(texts.get(1))) : Optional.empty();
        return new Disclosure(
                encoded,
                texts.get(0),
                name,
                TextNode.valueOf(texts.get(texts.size() - 1)),
                Disclosure.digestOf(encoded));
    }

    private static void requireSize(int size) throws RecordRefused {
        if (size < 2 || size > 3) {
            throw Malformed.disclosure("expected an array of salt, name and value, or of salt and value");
        }
    }

    private static JsonNode array(byte[] json) throws RecordRefused {
        JsonNode array;
        try {
            array = Json.parse(json);
        } catch (MalformedJson e) {
            throw Malformed.disclosure(e.getMessage());
        }
        requireSize(array.isArray() ? array.size() : 0);
        return array;
    }

    private static String name(JsonNode name) throws RecordRefused {
        if (!name.isTextual()) {
            throw Malformed.disclosure("a name must be text");
        }
        return notReserved(name.textValue());
    }

    private static String notReserved(String name) throws RecordRefused {
        if (name.equals(Sd.SD) || name.equals(Sd.ELEMENT)) {
            throw Malformed.disclosure("a reserved name");
        }
        return name;
    }
}
