package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.agreement.Withdrawal;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.VerifierKey;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** A registrar, a hub's keys and every agency of the shipped configuration, all made for one test, in one folder. */
public final class SampleCity {

    /** The shipped project. */
    public static final Path HOME = Path.of(System.getProperty("comity.home"));
    /** A time at which every shipped agreement is valid. */
    public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final Path root;
    private final SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SigningKey deliver = SigningKey.generate(KeyAlgorithm.ED25519);
    private final SigningKey log = SigningKey.generate(KeyAlgorithm.ED25519);
    private Configuration configuration;

    private SampleCity(Path root, Map<String, String> agreements) throws IOException {
        this.root = root;
        copy(HOME.resolve("config"), root.resolve("config"));
        for (Map.Entry<String, String> more : agreements.entrySet()) {
            Files.writeString(root.resolve("config/agreements").resolve(more.getKey()), more.getValue());
        }
        this.configuration = load();
    }

    /** What the folder holds now, signatures included. */
    private Configuration load() throws IOException {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(HOME.resolve("schemas"), problems);
        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(root.resolve("config"), types, Map.of());
        problems.addAll(loaded.problems());
        return loaded.configuration().orElseThrow(() -> new IllegalStateException(problems.toString()));
    }

    public static SampleCity in(Path root) throws IOException {
        return in(root, Map.of());
    }

    /** With more agreements: texts by file below {@code agreements}, signed like the others. */
    public static SampleCity in(Path root, Map<String, String> agreements) throws IOException {
        SampleCity city = new SampleCity(root, agreements);
        Map<String, SigningKey> agree = new HashMap<>();
        Files.createDirectories(root.resolve("directory"));
        for (AgencyEntry agency : city.configuration.agencies().values()) {
            agree.put(agency.id(), city.admit(agency));
        }
        ObjectNode hub = Json.object();
        city.key(hub, city.deliver.verificationKey().jwk(), KeyUse.DELIVER);
        city.key(hub, city.log.verificationKey().jwk(), KeyUse.LOG);
        city.certify(city.hub(), "11990000MB0000018L", "99", Set.of("hub"), hub);
        for (Agreement agreement : city.configuration.agreements()) {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(agreement, city.configuration, party, agree.get(party), NOW);
            }
        }
        city.configuration = city.load();
        city.trust();
        return city;
    }

    private SigningKey admit(AgencyEntry agency) throws IOException {
        Path keys = Files.createDirectories(folder(agency.id()).resolve("keys"));
        ObjectNode claims = Json.object();
        SigningKey agree = null;
        for (KeyUse use : List.of(KeyUse.SEAL, KeyUse.ACK, KeyUse.AGREE)) {
            SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);
            key.write(keys.resolve(use.code() + ".pem"));
            key(claims, key.verificationKey().jwk(), use);
            agree = key;
        }
        PseudonymKey pseudonym = PseudonymKey.generate();
        pseudonym.write(keys.resolve("pseudonym.pem"));
        key(claims, pseudonym.jwk(), KeyUse.PSEUDONYM);
        Files.writeString(keys.resolve("broker.password"), "none\n");
        certify(agency.id(), agency.creditCode(), agency.division(), agency.roles(), claims);
        return agree;
    }

    private void key(ObjectNode claims, ObjectNode jwk, KeyUse use) {
        ObjectNode key = ((ArrayNode) claims.withArrayProperty("keys")).addObject();
        key.set("jwk", jwk);
        key.put("use", use.code()).put("holder", "itself");
        key.putArray("records");
        key.put("nbf", NOW.minus(Duration.ofDays(1)).getEpochSecond());
        key.put("exp", NOW.plus(Duration.ofDays(400)).getEpochSecond());
    }

    private void certify(String id, String creditCode, String division, Set<String> roles, ObjectNode claims)
            throws IOException {
        ObjectNode all = Json.object()
                .put("sub", id)
                .put("seq", 1)
                .put("uscc", creditCode)
                .put("division", division);
        roles.stream().sorted().forEach(all.putArray("roles")::add);
        all.setAll(claims);
        Files.writeString(
                root.resolve("directory").resolve(id + ".jwt"),
                AgencyStatement.sign("registrar", all, NOW, registrar).jws());
    }

    private void trust() throws IOException {
        String origin = configuration.hub().origin();
        TrustAnchors.TrustedLog trusted =
                new TrustAnchors.TrustedLog(origin, VerifierKey.ofLog(origin, log.verificationKey()), "", 0);
        TrustAnchors trust = new TrustAnchors(
                Map.of("registrar", registrar.verificationKey()),
                List.of(trusted),
                List.of(),
                0,
                Map.of(hub(), "registrar"));
        Files.writeString(root.resolve("trust.yaml"), trust.toYaml());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !from.relativize(f).startsWith("src")
                            && !from.relativize(f).startsWith("target"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Changes a file of the configuration. */
    public void edit(String file, String find, String replace) throws IOException {
        Path path = root.resolve("config").resolve(file);
        String text = Files.readString(path);
        if (!text.contains(find)) {
            throw new IllegalArgumentException(file + " does not hold: " + find);
        }
        Files.writeString(path, text.replace(find, replace));
    }

    /** Lets both parties sign an agreement as the folder has it now. */
    public void sign(String id) throws IOException {
        Agreement agreement = draft(id);
        for (String party : List.of(agreement.provider(), agreement.consumer())) {
            AgreementSignatures.sign(agreement, load(), party, agreeKey(party), NOW);
        }
    }

    /** Lets one party withdraw an agreement. */
    public void withdraw(String id, String party, Instant at) throws IOException {
        Withdrawal.sign(draft(id), party, agreeKey(party), at);
    }

    private SigningKey agreeKey(String agency) throws IOException {
        return SigningKey.read(folder(agency).resolve("keys/agree.pem"));
    }

    private Agreement draft(String id) throws IOException {
        return load().agreements().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public String hub() {
        return configuration.hub().id();
    }

    public Configuration configuration() {
        return configuration;
    }

    public SigningKey hubKey() {
        return deliver;
    }

    public SigningKey logKey() {
        return log;
    }

    public Path folder(String agency) {
        return root.resolve("agencies").resolve(agency);
    }

    /** Settings with these adapters; the hub is away. */
    public AgencySettings settings(String agency, List<String> adapters, Map<String, String> parameters) {
        return new AgencySettings(
                agency,
                hub(),
                root.resolve("hub/endpoint.json"),
                folder(agency).resolve("keys/broker.password"),
                folder(agency),
                root.resolve("trust.yaml"),
                root.resolve("directory"),
                root.resolve("config"),
                HOME.resolve("schemas"),
                adapters.stream().map(HOME.resolve("adapters")::resolve).toList(),
                OptionalInt.empty(),
                parameters);
    }

    public AgencyView view(String agency) throws IOException, AgencyView.NotReady {
        return AgencyView.load(settings(agency, List.of(), Map.of()), Map.of(), NOW);
    }
}
