package dev.comity.directory;

import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The statement that a key is not to be relied on any more, {@code comity-revocation+jwt}. Claims, every one required: {@code v},
 * {@code iss} (registrar or agency), {@code iat}, {@code sub} (the key's agency, or the hub), {@code kid}, {@code reason}. Signed by a pinned
 * registrar, by the agency's {@code agree} key, or by the revoked key itself. It acts from its own place in each log on; what the key
 * signed before can only be disputed.
 *
 * @param issuer id of the registrar, or slug of the agency
 * @param agency whose key it is
 * @param kid thumbprint of the key
 * @param jws compact form as signed
 */
public record Revocation(String issuer, Instant issuedAt, String agency, String kid, Reason reason, String jws) {

    public static final String TYP = "comity-revocation+jwt";

    private static final int MAX_BYTES = 16 * 1024;

    /** Why, from a closed list; written in lower case. */
    public enum Reason {
        /** Somebody else may have it. */
        COMPROMISED,
        /** Another key has taken its place. */
        SUPERSEDED,
        /** It is not needed any more. */
        CEASED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> of(String code) {
            for (Reason reason : values()) {
                if (reason.code().equals(code)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }

    /** @param now whole seconds count */
    public static Revocation sign(
            String issuer, String agency, String kid, Reason reason, Instant now, SigningKey key) {
        var claims = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", issuer)
                .put("iat", now.getEpochSecond())
                .put("sub", agency)
                .put("kid", kid)
                .put("reason", reason.code());
        try {
            return read(Jws.sign(TYP, claims, key));
        } catch (RecordRefused e) {
            throw new IllegalArgumentException("not the claims of a revocation: " + e.getMessage(), e);
        }
    }

    /**
     * Reads and verifies.
     *
     * @param directory who was certified when it came
     * @throws RecordRefused {@code unknown-key}, {@code signature}, {@code key-scope}, {@code malformed}, {@code too-large}
     */
    public static Revocation verify(String compact, Directory directory, TrustAnchors trust) throws RecordRefused {
        Jws jws = Jws.parse(compact, MAX_BYTES);
        Revocation revocation = read(jws);
        DirectoryKey revoked = directory
                .key(revocation.kid())
                .filter(key -> key.agency().equals(revocation.agency()))
                .orElseThrow(() -> refused(RefusalCode.UNKNOWN_KEY, "kid", "no registrar certified this key to 'sub'"));
        VerificationKey signer = revocation.signer(jws.kid(), revoked, directory, trust);
        if (!jws.verify(TYP, signer)) {
            throw refused(RefusalCode.SIGNATURE, "", "the signature does not hold");
        }
        return revocation;
    }

    private VerificationKey signer(String signedBy, DirectoryKey revoked, Directory directory, TrustAnchors trust)
            throws RecordRefused {
        for (Map.Entry<String, VerificationKey> registrar : trust.registrars().entrySet()) {
            if (registrar.getValue().kid().equals(signedBy)
                    && registrar.getKey().equals(issuer)) {
                return registrar.getValue();
            }
        }
        DirectoryKey key = directory
                .key(signedBy)
                .orElseThrow(() -> refused(RefusalCode.UNKNOWN_KEY, "kid", "signed with a key that nobody certified"));
        // Whoever holds the key may give it up: that can only make it sign less.
        boolean mayRevoke = key.use() == KeyUse.AGREE || key.kid().equals(revoked.kid());
        if (!mayRevoke || !key.agency().equals(agency) || !issuer.equals(agency)) {
            throw refused(
                    RefusalCode.KEY_SCOPE,
                    "iss",
                    "only a registrar, the agency's 'agree' key or the key itself revokes it");
        }
        return key.key().orElseThrow(() -> refused(RefusalCode.KEY_SCOPE, "kid", "this key verifies no signatures"));
    }

    private static Revocation read(Jws jws) throws RecordRefused {
        if (!jws.typ().equals(TYP)) {
            throw refused(RefusalCode.MALFORMED, "typ", "expected the type '" + TYP + "'");
        }
        Claims claims = new Claims(jws.payload());
        String issuer = claims.slug("iss");
        Instant issuedAt = claims.time("iat");
        String agency = claims.slug("sub");
        String kid = claims.digest("kid");
        Optional<Reason> reason = Reason.of(claims.text("reason"));
        if (reason.isEmpty()) {
            claims.malformed("reason", "expected compromised, superseded or ceased");
        }
        claims.finish();
        return new Revocation(issuer, issuedAt, agency, kid, reason.orElseThrow(), jws.compact());
    }

    private static RecordRefused refused(RefusalCode code, String path, String message) {
        return new RecordRefused(code, path, message);
    }
}
