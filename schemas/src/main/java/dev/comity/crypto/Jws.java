package dev.comity.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;

/**
 * A compact JWS (RFC 7515) whose protected header holds exactly {@code alg}, {@code kid} and {@code typ}. Parsed strictly
 * before any cryptography; nothing in it is trusted before {@link #verify}. Immutable: {@link #payload} is a copy.
 */
public final class Jws {

    private final String compact;
    private final int signedLength;
    private final String alg;
    private final String kid;
    private final String typ;
    private final ObjectNode payload;
    private final byte[] signature;
    /** Asked for several times for each message; made when it is asked for first. */
    private String digest;

    private Jws(String compact, int signedLength, Header header, ObjectNode payload, byte[] signature) {
        this.compact = compact;
        this.signedLength = signedLength;
        this.alg = header.alg();
        this.kid = header.kid();
        this.typ = header.typ();
        this.payload = payload;
        this.signature = signature;
    }

    private record Header(String alg, String kid, String typ) {}

    /**
     * Signs; header members in the order alg, kid, typ.
     *
     * @param payload belongs to the JWS from now on: do not change
     */
    public static Jws sign(String typ, ObjectNode payload, SigningKey key) {
        VerificationKey publicKey = key.verificationKey();
        String signed = key.header(typ) + "." + Base64Url.encode(Json.bytes(payload));
        byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return new Jws(
                signed + "." + Base64Url.encode(signature),
                signed.length(),
                new Header(publicKey.algorithm().jose(), publicKey.kid(), typ),
                payload,
                signature);
    }

    /**
     * @param maxBytes length limit of the compact form
     * @throws RecordRefused {@code too-large} or {@code malformed}, path {@code header}, {@code payload}, {@code signature} or none
     */
    public static Jws parse(String compact, int maxBytes) throws RecordRefused {
        if (compact.length() > maxBytes) {
            throw new RecordRefused(
                    RefusalCode.TOO_LARGE, "", "a signed text of more than " + maxBytes + " bytes was not read");
        }
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw malformed("", "a signed text must have three parts with '.' between them");
        }
        Header header = header(object(compact.substring(0, first), "header"));
        ObjectNode payload = object(compact.substring(first + 1, second), "payload");
        byte[] signature = bytes(compact.substring(second + 1), "signature");
        return new Jws(compact, second, header, payload, signature);
    }

    public String compact() {
        return compact;
    }

    public String typ() {
        return typ;
    }

    public String kid() {
        return kid;
    }

    /** JOSE name as it stands in the header. */
    public String alg() {
        return alg;
    }

    public ObjectNode payload() {
        return payload.deepCopy();
    }

    /** The payload itself, for those who only read it: do not change. */
    public ObjectNode sharedPayload() {
        return payload;
    }

    /** SHA-256 of the ASCII of the compact form, 32 bytes. */
    public byte[] sha256() {
        return Base64Url.decode(digest());
    }

    /** {@link #sha256} in base64url. */
    public String digest() {
        if (digest == null) {
            digest = Base64Url.encode(Crypto.sha256(compact.getBytes(StandardCharsets.US_ASCII)));
        }
        return digest;
    }

    /** True only if typ, alg and kid are those expected and the signature holds. */
    public boolean verify(String expectedTyp, VerificationKey key) {
        return typ.equals(expectedTyp)
                && alg.equals(key.algorithm().jose())
                && kid.equals(key.kid())
                && key.verify(compact.substring(0, signedLength).getBytes(StandardCharsets.US_ASCII), signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Jws jws && compact.equals(jws.compact);
    }

    @Override
    public int hashCode() {
        return compact.hashCode();
    }

    @Override
    public String toString() {
        return typ + " signed with " + kid;
    }

    private static Header header(ObjectNode header) throws RecordRefused {
        for (String name : new String[] {"alg", "kid", "typ"}) {
            JsonNode value = header.get(name);
            if (value == null || !value.isTextual()) {
                throw malformed(name, "the header needs '" + name + "' as text");
            }
        }
        if (header.size() != 3) {
            throw malformed("header", "the header may hold only alg, kid and typ");
        }
        return new Header(
                header.get("alg").textValue(),
                header.get("kid").textValue(),
                header.get("typ").textValue());
    }

    private static ObjectNode object(String part, String name) throws RecordRefused {
        try {
            return Json.parseObject(bytes(part, name));
        } catch (MalformedJson e) {
            throw malformed(name, e.getMessage());
        }
    }

    private static byte[] bytes(String part, String name) throws RecordRefused {
        try {
            return Base64Url.decode(part);
        } catch (IllegalArgumentException e) {
            throw malformed(name, e.getMessage());
        }
    }

    private static RecordRefused malformed(String path, String message) {
        return new RecordRefused(RefusalCode.MALFORMED, path, message);
    }
}
