package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An envelope that an agency signs by hand, with anything in it. As it begins it is one that is accepted. */
final class Forgery {

    static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";

    final ObjectNode payload = SampleEnvelope.claims(SampleEnvelope.MARRIAGE).write();
    final List<String> digests = new ArrayList<>();
    final List<String> disclosures = new ArrayList<>();
    String typ = EnvelopeClaims.TYP;
    SigningKey key = SampleEnvelope.AGENCIES.seal;
    String ending = "";

    /** Adds a disclosure of this JSON text, and gives its digest. */
    String disclose(String json) {
        return discloseBytes(json.getBytes(StandardCharsets.UTF_8));
    }

    String discloseBytes(byte[] json) {
        String encoded = Base64Url.encode(json);
        disclosures.add(encoded);
        return Disclosure.digestOf(encoded);
    }

    /** Adds a disclosure of this JSON text to the top level. */
    void top(String json) {
        digests.add(disclose(json));
    }

    /** A leaf or container named so, with a salt of its own. */
    static String member(String name, String value) {
        return "[\"%s\",\"%s\",%s]".formatted(freshSalt(), name, value);
    }

    static String element(String value) {
        return "[\"%s\",%s]".formatted(freshSalt(), value);
    }

    static String freshSalt() {
        return Base64Url.encode(Crypto.random(16));
    }

    static String decoy() {
        return Base64Url.encode(Crypto.random(32));
    }

    static String sd(String... digests) {
        return "{\"_sd\":[\""
                + String.join("\",\"", List.of(digests).stream().sorted().toList()) + "\"]}";
    }

    String compact() {
        ArrayNode list = payload.putArray("_sd");
        digests.stream().sorted().forEach(list::add);
        return compactAsItStands();
    }

    String compactAsItStands() {
        StringBuilder compact = new StringBuilder(Jws.sign(typ, payload, key).compact()).append('~');
        disclosures.forEach(one -> compact.append(one).append('~'));
        return compact.append(ending).toString();
    }
}
