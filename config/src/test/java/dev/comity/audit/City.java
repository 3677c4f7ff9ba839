package dev.comity.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registrar, a hub and the sample agencies, with keys made for the test, and every sample agreement signed. */
final class City {

    static final String HUB = "city-hub";
    static final String REGISTRAR = "city-registrar";
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2029-12-31T00:00:00Z");

    final SigningKey registrar = key();
    final SigningKey log = key();
    final SigningKey deliver = key();
    final Map<String, SigningKey> seal = new HashMap<>();
    private final Map<String, SigningKey> agree = new HashMap<>();
    final List<AgencyStatement> statements = new ArrayList<>();
    final Configuration configuration;

    /** @param folder empty; gets a copy of the sample configuration */
    City(Path folder) throws IOException {
        Path config = Home.copyOfConfig(Files.createDirectories(folder));
        Configuration drafts = load(config);
        certify(drafts);
        for (Agreement agreement : drafts.agreements()) {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(agreement, drafts, party, agree.get(party), NOW);
            }
        }
        configuration = load(config);
    }

    static SigningKey key() {
        return SigningKey.generate(KeyAlgorithm.ED25519);
    }

    private static Configuration load(Path config) throws IOException {
        return ConfigurationLoader.load(config, Home.types(), Map.of())
                .configuration()
                .orElseThrow();
    }

    private void certify(Configuration drafts) {
        ObjectNode hub = claims(HUB, 1);
        hub.withArray("keys").add(keyClaims(deliver, "deliver")).add(keyClaims(log, "log"));
        statements.add(AgencyStatement.sign(REGISTRAR, hub, FROM, registrar));
        for (AgencyEntry agency : drafts.agencies().values()) {
            seal.put(agency.id(), key());
            agree.put(agency.id(), key());
            statements.add(statement(agency.id(), 1, seal.get(agency.id()), registrar));
        }
    }

    /** A statement on an agency, signed by whoever holds this key. */
    AgencyStatement statement(String agency, long seq, SigningKey sealKey, SigningKey signer) {
        ObjectNode claims = claims(agency, seq);
        claims.withArray("keys").add(keyClaims(sealKey, "seal")).add(keyClaims(agree.get(agency), "agree"));
        return AgencyStatement.sign(REGISTRAR, claims, FROM.plusSeconds(seq), signer);
    }

    private static ObjectNode claims(String slug, long seq) {
        ObjectNode claims =
                Json.object().put("sub", slug).put("seq", seq).put("uscc", "").put("division", "99");
        claims.putArray("roles");
        claims.putArray("keys");
        return claims;
    }

    private static ObjectNode keyClaims(SigningKey key, String use) {
        ObjectNode json = Json.object();
        json.set("jwk", key.verificationKey().jwk());
        json.put("use", use).putArray("records");
        return json.put("holder", "agency").put("nbf", FROM.getEpochSecond()).put("exp", UNTIL.getEpochSecond());
    }

    String origin() {
        return configuration.hub().origin();
    }

    Agreement agreement(String id) {
        return configuration.agreements().stream()
                .filter(agreement -> agreement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static String digest(AgencyStatement statement) {
        return Base64Url.encode(Crypto.sha256(statement.jws().getBytes(StandardCharsets.US_ASCII)));
    }

    TrustAnchors trust() {
        return trust(registrar);
    }

    /** What an auditor pins who trusts this registrar. */
    TrustAnchors trust(SigningKey pinned) {
        VerifierKey key = VerifierKey.ofLog(origin(), log.verificationKey());
        return new TrustAnchors(
                Map.of(REGISTRAR, pinned.verificationKey()),
                List.of(new TrustAnchors.TrustedLog(origin(), key, "", 1)),
                List.of(),
                0,
                Map.of(HUB, REGISTRAR));
    }
}
