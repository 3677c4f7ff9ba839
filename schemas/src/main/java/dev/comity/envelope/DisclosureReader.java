package dev.comity.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.crypto.Base64Url;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.refusal.RecordRefused;
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
        JsonNode array = array(json);
        JsonNode salt = array.get(0);
        if (!salt.isTextual()) {
            throw Malformed.disclosure("a salt must be text");
        }
        Optional<String> name = array.size() == 3 ? Optional.of(name(array.get(1))) : Optional.empty();
        return new Disclosure(
                encoded, salt.textValue(), name, array.get(array.size() - 1), Disclosure.digestOf(encoded));
    }

    private static JsonNode array(byte[] json) throws RecordRefused {
        JsonNode array;
        try {
            array = Json.parse(json);
        } catch (MalformedJson e) {
            throw Malformed.disclosure(e.getMessage());
        }
        if (!array.isArray() || array.size() < 2 || array.size() > 3) {
            throw Malformed.disclosure("expected an array of salt, name and value, or of salt and value");
        }
        return array;
    }

    private static String name(JsonNode name) throws RecordRefused {
        if (!name.isTextual()) {
            throw Malformed.disclosure("a name must be text");
        }
        if (name.textValue().equals(Sd.SD) || name.textValue().equals(Sd.ELEMENT)) {
            throw Malformed.disclosure("a reserved name");
        }
        return name.textValue();
    }
}
