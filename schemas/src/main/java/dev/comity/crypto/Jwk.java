package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;

/** Public keys as JSON (RFC 7517, RFC 7518, RFC 8037) and their thumbprints (RFC 7638). */
public final class Jwk {

    private static final Set<String> BESIDE_THE_KEY = Set.of("alg", "use", "kid");

    private Jwk() {}

    /**
     * RFC 7638 SHA-256 thumbprint, base64url, over the members that RFC 7638 and RFC 8037 name.
     *
     * @param jwk a key of type OKP or EC
     * @throws IllegalArgumentException for another type of key, or where a member is missing
     */
    public static String thumbprint(JsonNode jwk) {
        ObjectNode covered = Json.object();
        boolean ec = text(jwk, "kty").equals("EC");
        for (String name : ec ? new String[] {"crv", "kty", "x", "y"} : new String[] {"crv", "kty", "x"}) {
            covered.put(name, text(jwk, name));
        }
        return Base64Url.encode(Crypto.sha256(Json.bytes(covered)));
    }

    static ObjectNode write(KeyAlgorithm algorithm, byte[] raw) {
        ObjectNode jwk = Json.object();
        if (algorithm == KeyAlgorithm.ED25519) {
            return jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", Base64Url.encode(raw));
        }
        return jwk.put("kty", "EC")
                .put("crv", "P-256")
                .put("x", Base64Url.encode(Arrays.copyOfRange(raw, 1, 33)))
                .put("y", Base64Url.encode(Arrays.copyOfRange(raw, 33, 65)));
    }

    static VerificationKey read(SignatureEngine engine, JsonNode jwk) {
        String type = text(jwk, "kty") + " " + text(jwk, "crv");
        VerificationKey key = switch (type) {
            case "OKP Ed25519" -> VerificationKey.of(engine, KeyAlgorithm.ED25519, coordinate(jwk, "x"));
            case "EC P-256" -> VerificationKey.of(engine, KeyAlgorithm.ES256, point(jwk));
            default -> throw new IllegalArgumentException("a key of OKP Ed25519 or EC P-256 was expected");
        };
        checkMembers(jwk, key.jwk());
        checkIf(jwk, "alg", key.algorithm().jose());
        checkIf(jwk, "use", "sig");
        checkIf(jwk, "kid", key.kid());
        return key;
    }

    /** The 32 bytes of an X25519 public key (RFC 8037). */
    static byte[] readX25519(JsonNode jwk) {
        if (!text(jwk, "kty").equals("OKP") || !text(jwk, "crv").equals("X25519")) {
            throw new IllegalArgumentException("a key of OKP X25519 was expected");
        }
        checkMembers(jwk, writeX25519(new byte[32]));
        checkIf(jwk, "use", "enc");
        checkIf(jwk, "kid", thumbprint(jwk));
        return coordinate(jwk, "x");
    }

    static ObjectNode writeX25519(byte[] raw) {
        return Json.object().put("kty", "OKP").put("crv", "X25519").put("x", Base64Url.encode(raw));
    }

    private static byte[] point(JsonNode jwk) {
        byte[] point = new byte[65];
        point[0] = 4;
        System.arraycopy(coordinate(jwk, "x"), 0, point, 1, 32);
        System.arraycopy(coordinate(jwk, "y"), 0, point, 33, 32);
        return point;
    }

    private static byte[] coordinate(JsonNode jwk, String name) {
        byte[] bytes = Base64Url.decode(text(jwk, name));
        if (bytes.length != 32) {
            throw new IllegalArgumentException("member '" + name + "' of a key must hold 32 bytes");
        }
        return bytes;
    }

    private static void checkMembers(JsonNode jwk, ObjectNode known) {
        for (Iterator<String> names = jwk.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.has(name) && !BESIDE_THE_KEY.contains(name)) {
                // Also how a private key is kept out: its member d is none of these.
                throw new IllegalArgumentException("a public key has a member that is not in its closed list"
                        + (name.equals("d") ? ": it is a private key" : ""));
            }
        }
    }

    private static void checkIf(JsonNode jwk, String name, String expected) {
        if (jwk.has(name) && !text(jwk, name).equals(expected)) {
            throw new IllegalArgumentException("member '" + name + "' does not fit its key");
        }
    }

    private static String text(JsonNode jwk, String name) {
        JsonNode value = jwk.get(name);
        if (value == null
                || !value.isTextual()
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(value.textValue())) {
            throw new IllegalArgumentException("member '" + name + "' of a key must be text");
        }
        return value.textValue();
    }
}
