package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;

/**
 * An agency asks its registrar to certify one more key for a use of which it has one, {@code comity-key-request+jwt}. Claims, every one
 * required: {@code v}, {@code iss} (slug), {@code iat}, {@code use}, {@code jwk}, {@code proof}. Signed by a key of the agency that is
 * certified and valid: one of the same use, or its {@code agree} key, for the case that the other is lost. {@code proof} is a JWS of
 * type {@code comity-key-proof+jwt} with the same claims but itself, signed by the new key: nobody can have another's key certified.
 *
 * @param signer thumbprint of the key that signed the request
 * @param key the new key
 * @param jwk the new key as it is to be certified
 * @param jws compact form as signed
 */
public record KeyRequest(
        String agency, Instant issuedAt, KeyUse use, String signer, VerificationKey key, ObjectNode jwk, String jws) {

    public static final String TYP = "comity-key-request+jwt";
    public static final String PROOF_TYP = "comity-key-proof+jwt";

    /** Longest request that is read, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    public KeyRequest {
        jwk = jwk.deepCopy();
    }

    /**
     * The agency's side.
     *
     * @param now whole seconds count
     * @param signer a key of the agency that is certified
     */
    public static KeyRequest sign(String agency, KeyUse use, SigningKey next, SigningKey signer, Instant now) {
        ObjectNode claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", agency)
                .put("iat", now.getEpochSecond())
                .put("use", use.code());
        claims.set("jwk", next.verificationKey().jwk());
        String proof = Jws.sign(PROOF_TYP, claims, next).compact();
        try {
            return read(Jws.sign(TYP, claims.put("proof", proof), signer));
        } catch (RecordRefused e) {
            throw new IllegalArgumentException("not the claims of a request for a key: " + e.getMessage(), e);
        }
    }

    /**
     * The registrar's side: reads and verifies.
     *
     * @param directory what is certified
     * @throws RecordRefused {@code unknown-key}, {@code key-scope}, {@code key-expired}, {@code signature}, {@code malformed}, {@code too-large}
     */
    public static KeyRequest verify(String compact, Directory directory, Instant now) throws RecordRefused {
        Jws jws = Jws.parse(compact, MAX_BYTES);
        KeyRequest request = read(jws);
        DirectoryKey signer = directory
                .key(jws.kid())
                .orElseThrow(() -> refused(RefusalCode.UNKNOWN_KEY, "kid", "signed with a key that nobody certified"));
        require(
                signer.agency().equals(request.agency())
                        && (signer.use() == request.use() || signer.use() == KeyUse.AGREE),
                RefusalCode.KEY_SCOPE,
                "kid",
                "only a key of the agency with the same use, or its 'agree' key, asks for another one");
        require(
                signer.validAt(now),
                RefusalCode.KEY_EXPIRED,
                "kid",
                "the key that signed the request is not valid now");
        require(
                signer.key().filter(key -> jws.verify(TYP, key)).isPresent(),
                RefusalCode.SIGNATURE,
                "",
                "the signature does not hold");
        request.checkProof(jws.payload());
        // Certified again it would count from later on, and what it sealed meanwhile would be by no valid key.
        require(
                directory.key(request.key().kid()).isEmpty(),
                RefusalCode.KEY_SCOPE,
                "jwk",
                "this key is certified already");
        return request;
    }

    private void checkProof(ObjectNode claims) throws RecordRefused {
        Jws proof = Jws.parse(claims.path("proof").asText(), MAX_BYTES);
        boolean same = proof.verify(PROOF_TYP, key)
                && proof.payload().equals(claims.deepCopy().without("proof"));
        require(same, RefusalCode.SIGNATURE, "proof", "the new key did not sign this request");
    }

    private static KeyRequest read(Jws jws) throws RecordRefused {
        require(jws.typ().equals(TYP), RefusalCode.MALFORMED, "typ", "expected the type '" + TYP + "'");
        Claims claims = new Claims(jws.payload());
        String agency = claims.slug("iss");
        Instant issuedAt = claims.time("iat");
        KeyUse use = KeyUse.of(claims.text("use")).orElse(KeyUse.PSEUDONYM);
        if (use == KeyUse.PSEUDONYM || use.ofHub()) {
            claims.malformed("use", "expected a use in which an agency signs");
        }
        ObjectNode jwk = claims.raw("jwk");
        claims.text("proof");
        claims.finish();
        try {
            VerificationKey key = VerificationKey.fromJwk(jwk);
            return new KeyRequest(agency, issuedAt, use, jws.kid(), key, jwk, jws.compact());
        } catch (IllegalArgumentException e) {
            throw refused(RefusalCode.MALFORMED, "jwk", e.getMessage());
        }
    }

    private static void require(boolean holds, RefusalCode code, String path, String message) throws RecordRefused {
        if (!holds) {
            throw refused(code, path, message);
        }
    }

    private static RecordRefused refused(RefusalCode code, String path, String message) {
        return new RecordRefused(code, path, message);
    }
}
