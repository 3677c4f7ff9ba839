package dev.comity.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.InclusionProof;
import dev.comity.log.TileLog;
import dev.comity.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A registrar, a hub with its log, and all sample agencies, with keys made for the test and every agreement signed. */
final class World implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final String HUB = "city-hub";
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2029-12-31T00:00:00Z");

    Configuration configuration;
    final Directory directory;
    final TileLog log;
    final SigningKey deliver = SigningKey.generate(KeyAlgorithm.ED25519);
    final SigningKey secondDeliver = SigningKey.generate(KeyAlgorithm.ED25519);
    final Map<String, SigningKey> seal = new HashMap<>();
    private final Path config;
    private AgreementsInForce inForce;
    private final Map<String, SigningKey> agree = new HashMap<>();
    private final SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SigningKey logKey = SigningKey.generate(KeyAlgorithm.ED25519);

    World(Path folder) throws IOException {
        Path config = Home.copyOfConfig(Files.createDirectories(folder.resolve("config")));
        this.config = config;
        configuration = load();
        directory = Directory.of(statements());
        for (Agreement agreement : configuration.agreements()) {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(agreement, configuration, party, agree.get(party), NOW);
            }
        }
        configuration = load();
        log = TileLog.open(folder.resolve("log"), configuration.hub().origin(), logKey);
    }

    /** What the folder holds now, signatures included. */
    private Configuration load() throws IOException {
        return ConfigurationLoader.load(config, Home.types(), Map.of())
                .configuration()
                .orElseThrow();
    }

    private List<AgencyStatement> statements() {
        List<AgencyStatement> statements = new ArrayList<>();
        ObjectNode hub = claims(HUB, "", "");
        hub.withArray("keys")
                .add(key(deliver, "deliver"))
                .add(key(secondDeliver, "deliver"))
                .add(key(logKey, "log"));
        statements.add(AgencyStatement.sign("city-registrar", hub, FROM, registrar));
        for (AgencyEntry agency : configuration.agencies().values()) {
            seal.put(agency.id(), SigningKey.generate(KeyAlgorithm.ED25519));
            agree.put(agency.id(), SigningKey.generate(KeyAlgorithm.ED25519));
            ObjectNode claims = claims(agency.id(), agency.creditCode(), agency.division());
            claims.withArray("keys").add(key(seal.get(agency.id()), "seal")).add(key(agree.get(agency.id()), "agree"));
            statements.add(AgencyStatement.sign("city-registrar", claims, FROM, registrar));
        }
        return statements;
    }

    private static ObjectNode claims(String slug, String creditCode, String division) {
        ObjectNode claims = Json.object()
                .put("sub", slug)
                .put("seq", 1)
                .put("uscc", creditCode)
                .put("division", division);
        claims.putArray("roles");
        claims.putArray("keys");
        return claims;
    }

    private static ObjectNode key(SigningKey key, String use) {
        ObjectNode json = Json.object();
        json.set("jwk", key.verificationKey().jwk());
        json.put("use", use).putArray("records");
        return json.put("holder", "agency").put("nbf", FROM.getEpochSecond()).put("exp", UNTIL.getEpochSecond());
    }

    Agreement agreement(String id) {
        return configuration.agreements().stream()
                .filter(agreement -> agreement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Reads and verifies the signatures once, as an agency does when it starts. */
    AgreementsInForce inForce() throws IOException {
        if (inForce == null) {
            inForce = AgreementsInForce.of(configuration, directory, NOW);
        }
        return inForce;
    }

    TrustAnchors trust() {
        return trust(log.checkpoint().origin(), logKey);
    }

    TrustAnchors trust(String origin, SigningKey pinned) {
        var log = new TrustAnchors.TrustedLog(origin, VerifierKey.ofLog(origin, pinned.verificationKey()), "", 1);
        return new TrustAnchors(
                Map.of("city-registrar", registrar.verificationKey()),
                List.of(log),
                List.of(),
                0,
                Map.of(HUB, "city-registrar"));
    }

    PresentationOpener opener(TrustAnchors trust) throws IOException {
        return new PresentationOpener(
                directory,
                trust,
                inForce(),
                Home.types(),
                HUB,
                configuration.hub().limits());
    }

    /** Appends an entry and proves it. */
    InclusionProof append(byte[] entry) throws IOException {
        TileLog.Appended appended = log.append(List.of(entry));
        return log.prove(List.of(appended.firstIndex()), appended.checkpoint()).get(0);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    /** Removes one agency's signature under an agreement. */
    void withoutSignature(String agreement, String agency) throws Exception {
        Path file = AgreementSignatures.fileOf(agreement(agreement).file());
        ObjectNode root = Json.parseObject(Files.readAllBytes(file));
        var kept = Stream.iterate(0, i -> i + 1)
                .limit(root.get("signatures").size())
                .map(i -> root.get("signatures").get(i))
                .filter(signature -> !signature.get("agency").textValue().equals(agency))
                .toList();
        root.putArray("signatures").addAll(kept);
        Files.writeString(file, Json.pretty(root));
        configuration = load();
    }
}
