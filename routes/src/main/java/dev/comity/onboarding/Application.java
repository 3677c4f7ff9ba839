package dev.comity.onboarding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.certificate.CertificateRequest;
import dev.comity.config.AgencyEntry;
import dev.comity.crypto.Claims;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.crypto.VerificationKey;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An agency's application to a hub, {@code comity-application+jwt}: the one file that it hands over. Claims, every one required: {@code v},
 * {@code sub} (slug), {@code iat}, {@code title {en, zh}}, {@code uscc}, {@code division}, {@code roles}, {@code keys [{use, jwk}]}, {@code
 * password} (salted hash of its broker password), {@code request} (PKCS#10 for its client certificate, PEM). Signed by the agree key among
 * the keys. That it comes from the agency itself is what the registrar finds out by other means: by comparing the fingerprint.
 *
 * @param keys public JWK of each use
 * @param passwordHash as the broker stores it
 * @param certificateRequest PEM
 * @param jws compact form as signed
 */
public record Application(
        AgencyEntry agency,
        Instant madeAt,
        Map<KeyUse, ObjectNode> keys,
        String passwordHash,
        String certificateRequest,
        String jws) {

    public static final String TYP = "comity-application+jwt";

    /** Longest application that is read, in bytes. */
    public static final int MAX_BYTES = 32 * 1024;

    private static final Set<KeyUse> USES =
            Set.of(KeyUse.SEAL, KeyUse.ACK, KeyUse.AGREE, KeyUse.WITNESS, KeyUse.PSEUDONYM);

    public Application {
        keys = Map.copyOf(keys);
    }

    /** The agency's side. */
    public static Application sign(
            AgencyEntry agency,
            Map<KeyUse, ObjectNode> keys,
            String passwordHash,
            String certificateRequest,
            SigningKey agree,
            Instant now) {
        ObjectNode claims =
                Json.object().put("v", Claims.VERSION).put("sub", agency.id()).put("iat", now.getEpochSecond());
        claims.putObject("title").put("en", agency.titleEn()).put("zh", agency.titleZh());
        claims.put("uscc", agency.creditCode()).put("division", agency.division());
        ArrayNode roles = claims.putArray("roles");
        agency.roles().stream().sorted().forEach(roles::add);
        ArrayNode list = claims.putArray("keys");
        new EnumMap<>(keys)
                .forEach((use, jwk) -> list.addObject().put("use", use.code()).set("jwk", jwk));
        claims.put("password", passwordHash).put("request", certificateRequest);
        return new Application(
                agency,
                Instant.ofEpochSecond(now.getEpochSecond()),
                keys,
                passwordHash,
                certificateRequest,
                Jws.sign(TYP, claims, agree).compact());
    }

    /**
     * The other side: strict reading, and whether it is signed with its own agree key. Values are judged by whoever takes it in.
     *
     * @throws RecordRefused {@code malformed}, {@code signature}, {@code too-large}
     */
    public static Application verify(String compact) throws RecordRefused {
        Jws jws = Jws.parse(compact, MAX_BYTES);
        Claims claims = new Claims(jws.payload());
        String id = claims.slug("sub");
        Instant madeAt = claims.time("iat");
        Claims title = claims.object("title");
        String en = title.text("en");
        String zh = title.text("zh");
        title.close();
        AgencyEntry agency = new AgencyEntry(
                id, en, zh, claims.text("uscc"), claims.text("division"), Set.copyOf(claims.texts("roles")), 0);
        Map<KeyUse, ObjectNode> keys = keys(claims);
        String password = claims.text("password");
        String request = claims.text("request");
        claims.finish();
        if (!keys.keySet().equals(USES)) {
            throw refused(RefusalCode.MALFORMED, "keys", "one key was expected for each of " + USES);
        }
        checkRequest(request, id);
        if (!jws.verify(TYP, agreeKey(keys))) {
            throw refused(RefusalCode.SIGNATURE, "", "it is not signed with its own agree key");
        }
        return new Application(agency, madeAt, keys, password, request, jws.compact());
    }

    private static void checkRequest(String pem, String agency) throws RecordRefused {
        try {
            if (CertificateRequest.parse(pem).agency().equals(agency)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw refused(RefusalCode.MALFORMED, "request", e.getMessage());
        }
        throw refused(
                RefusalCode.MALFORMED, "request", "the certificate request is for another name than the agency's");
    }

    private static Map<KeyUse, ObjectNode> keys(Claims claims) {
        Map<KeyUse, ObjectNode> keys = new EnumMap<>(KeyUse.class);
        for (Claims key : claims.objects("keys")) {
            Optional<KeyUse> use = KeyUse.of(key.text("use"));
            ObjectNode jwk = key.raw("jwk");
            key.close();
            if (use.isEmpty() || keys.put(use.get(), jwk) != null) {
                claims.malformed("keys", "a use that is unknown or stands here twice");
            }
        }
        return keys;
    }

    private static VerificationKey agreeKey(Map<KeyUse, ObjectNode> keys) throws RecordRefused {
        try {
            return VerificationKey.fromJwk(keys.get(KeyUse.AGREE));
        } catch (IllegalArgumentException e) {
            throw refused(RefusalCode.MALFORMED, "keys", "the agree key is no public key");
        }
    }

    private static RecordRefused refused(RefusalCode code, String path, String message) {
        return new RecordRefused(List.of(Refusal.of(code, path, message)));
    }

    /** What both sides compare by telephone: SHA-256 of the file's text, in groups of four. */
    public String fingerprint() {
        String hex = HexFormat.of().formatHex(Crypto.sha256(jws.getBytes(StandardCharsets.US_ASCII)));
        return hex.replaceAll("(....)(?!$)", "$1-");
    }
}
