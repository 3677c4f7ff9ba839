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
import java.util.List;
import java.util.Set;

/**
 * A registrar's statement on one agency (or the hub), {@code comity-agency+jwt}: its credit code, division, roles and keys.
 * Claims, every one required: {@code v}, {@code iss} (registrar id), {@code iat}, {@code sub} (slug), {@code seq} (rises
 * with each statement on the same agency), {@code uscc}, {@code division} (both may be empty text), {@code roles},
 * {@code keys} [{@code jwk}, {@code use}, {@code records}, {@code holder}, {@code nbf}, {@code exp}].
 *
 * @param jws compact form as signed
 */
public record AgencyStatement(
        String registrar,
        String agency,
        long seq,
        Instant issuedAt,
        String creditCode,
        String division,
        Set<String> roles,
        List<DirectoryKey> keys,
        String jws) {

    public static final String TYP = "comity-agency+jwt";

    /** Longest statement that is read, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final long MAX_SEQ = 1L << 53;

    public AgencyStatement {
        roles = Set.copyOf(roles);
        keys = List.copyOf(keys);
    }

    /**
     * The registrar's side: signs a statement.
     *
     * @param claims every claim but v, iss and iat
     * @throws IllegalArgumentException if a claim is missing, wrong or outside the list
     */
    public static AgencyStatement sign(String registrar, ObjectNode claims, Instant now, SigningKey registrarKey) {
        ObjectNode payload = Json.object()
                .put("v", Claims.VERSION)
                .put("iss", registrar)
                .put("iat", now.getEpochSecond())
                .setAll(claims);
        try {
            return read(Jws.sign(TYP, payload, registrarKey));
        } catch (RecordRefused e) {
            throw new IllegalArgumentException("not the claims of an agency statement: " + e.getMessage(), e);
        }
    }

    /**
     * Reads and verifies against the pinned registrars. What its keys may do depends on who it is about: only a pinned
     * hub has keys that deliver or log, it has no others, and only the registrar named beside it certifies it.
     *
     * @throws RecordRefused {@code unknown-key} if no pinned registrar signed, {@code signature}, {@code key-scope},
     *     {@code malformed}, {@code unknown-version}, {@code too-large}
     */
    public static AgencyStatement verify(String compact, TrustAnchors trust) throws RecordRefused {
        Jws jws = Jws.parse(compact, MAX_BYTES);
        // The key is found by its id, and the claimed registrar must be its owner: the claim alone proves nothing.
        String registrar = trust.registrars().entrySet().stream()
                .filter(pinned -> pinned.getValue().kid().equals(jws.kid()))
                .map(pinned -> pinned.getKey())
                .findFirst()
                .orElseThrow(() -> new RecordRefused(
                        RefusalCode.UNKNOWN_KEY, "kid", "no registrar in the trust file has this key"));
        VerificationKey key = trust.registrars().get(registrar);
        if (!jws.verify(TYP, key)) {
            throw new RecordRefused(RefusalCode.SIGNATURE, "", "the registrar's signature does not hold");
        }
        AgencyStatement statement = read(jws);
        statement.checkScope(registrar, trust);
        return statement;
    }

    private void checkScope(String signer, TrustAnchors trust) throws RecordRefused {
        if (!registrar.equals(signer)) {
            throw new RecordRefused(RefusalCode.KEY_SCOPE, "iss", "the signing key belongs to another registrar");
        }
        String hubRegistrar = trust.hubs().get(agency);
        if (hubRegistrar != null && !hubRegistrar.equals(signer)) {
            throw new RecordRefused(RefusalCode.KEY_SCOPE, "sub", "another registrar certifies this hub");
        }
        for (DirectoryKey key : keys) {
            if (key.use().ofHub() != (hubRegistrar != null)) {
                throw new RecordRefused(
                        RefusalCode.KEY_SCOPE,
                        "keys",
                        hubRegistrar == null
                                ? "only a hub of the trust file may have a key with the use "
                                        + key.use().code()
                                : "a hub may not have a key with the use "
                                        + key.use().code());
            }
        }
    }

    private static AgencyStatement read(Jws jws) throws RecordRefused {
        Claims claims = new Claims(jws.payload());
        String registrar = claims.slug("iss");
        Instant issuedAt = claims.time("iat");
        String agency = claims.slug("sub");
        long seq = claims.integer("seq", 1, MAX_SEQ);
        String creditCode = claims.text("uscc");
        String division = claims.text("division");
        List<String> roles = claims.texts("roles");
        List<DirectoryKey> keys = DirectoryKeyClaims.read(agency, claims);
        claims.finish();
        return new AgencyStatement(
                registrar, agency, seq, issuedAt, creditCode, division, Set.copyOf(roles), keys, jws.compact());
    }
}
