package dev.comity.hub;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.agreement.Withdrawal;
import dev.comity.broker.BrokerUsers;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.VerifierKey;
import dev.comity.opening.PresentationOpener;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The repository's own configuration and record types, with keys made here: all that a hub needs, in a folder. */
final class SampleInstallation {

    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    private static final Path HOME = Path.of(System.getProperty("comity.home", ".."));

    final SteppedClock clock = new SteppedClock(START);
    final Path data;
    Configuration configuration;
    final Directory directory;
    TrustAnchors trust;
    final AgreementsInForce agreements;
    final SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
    final SampleKeys hubKeys = SampleKeys.ofHub();
    final SampleKeys auditKeys = SampleKeys.ofAuditor();
    private final Map<String, SampleKeys> keys = new HashMap<>();

    private SampleInstallation(Path data) throws Exception {
        this.data = data;
        copy(HOME.resolve("config"), data.resolve("config"));
        configuration = load(data.resolve("config"));
        directory = certify(registrar);
        trust = new TrustAnchors(
                Map.of(SampleKeys.REGISTRAR, registrar.verificationKey()),
                List.of(new TrustAnchors.TrustedLog(
                        configuration.hub().origin(),
                        VerifierKey.ofLog(
                                configuration.hub().origin(),
                                hubKeys.of(KeyUse.LOG).verificationKey()),
                        "",
                        1)),
                List.of(),
                0,
                Map.of(configuration.hub().id(), SampleKeys.REGISTRAR));
        agreements = sign();
        writeHubFolder();
    }

    static SampleInstallation in(Path data) throws Exception {
        return new SampleInstallation(data);
    }

    Hub start() throws Exception {
        return start(() -> {});
    }

    /** @param afterAppend runs between log and delivery */
    Hub start(Runnable afterAppend) throws Exception {
        return Hub.start(new Hub.Options(configuration, directory, trust, data, clock), afterAppend);
    }

    /** A hub of this installation with settings of its own, on a data folder of its own. */
    Hub start(Path data, Map<String, String> environment) throws Exception {
        return start(data, environment, () -> {});
    }

    /** @param afterAppend runs between log and delivery */
    Hub start(Path data, Map<String, String> environment, Runnable afterAppend) throws Exception {
        return Hub.start(
                new Hub.Options(load(this.data.resolve("config"), environment), directory, trust, data, clock),
                afterAppend);
    }

    SampleAgency agency(String slug, Hub hub) throws Exception {
        return agency(slug, hub.port());
    }

    SampleAgency agency(String slug, int port) throws Exception {
        return new SampleAgency(this, slug, keys.get(slug), port);
    }

    PresentationOpener opener() {
        return new PresentationOpener(
                directory,
                trust,
                agreements,
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
    }

    Agreement agreement(String id) {
        return agreements.all().stream()
                .filter(agreement -> agreement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    SampleKeys keys(String agency) {
        return keys.get(agency);
    }

    static String passwordOf(String agency) {
        return "a-password-with-enough-letters-of-" + agency;
    }

    private static Configuration load(Path folder) throws IOException {
        return load(folder, Map.of());
    }

    private static Configuration load(Path folder, Map<String, String> more) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(HOME.resolve("schemas"), problems);
        Map<String, String> environment = new HashMap<>(more);
        environment.put("COMITY_LIMITS_COMPACT_BYTES", "200000");
        var loaded = ConfigurationLoader.load(folder, types, environment);
        problems.addAll(loaded.problems());
        return loaded.configuration().orElseThrow(() -> new IllegalStateException(problems.toString()));
    }

    private Directory certify(SigningKey registrar) {
        List<AgencyStatement> statements = new ArrayList<>();
        configuration.agencies().values().forEach(agency -> {
            keys.put(agency.id(), SampleKeys.ofAgency());
            statements.add(
                    keys.get(agency.id()).certify(agency.id(), agency.creditCode(), agency.division(), registrar));
        });
        statements.add(hubKeys.certify(configuration.hub().id(), "", "", registrar));
        statements.add(auditKeys.certify("audit-office", "", "", registrar));
        return Directory.of(statements);
    }

    private AgreementsInForce sign() throws IOException {
        for (Agreement agreement : configuration.agreements()) {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(
                        agreement, configuration, party, keys.get(party).of(KeyUse.AGREE), START);
            }
        }
        configuration = load(data.resolve("config"));
        return AgreementsInForce.of(configuration, directory, START);
    }

    /** Changes a file of the configuration. */
    void edit(String file, String find, String replace) throws IOException {
        Path path = data.resolve("config").resolve(file);
        String text = Files.readString(path);
        if (!text.contains(find)) {
            throw new IllegalArgumentException(file + " does not hold: " + find);
        }
        Files.writeString(path, text.replace(find, replace));
    }

    /** What the folder holds now. */
    Configuration load() throws IOException {
        return load(data.resolve("config"));
    }

    /** Lets these agencies sign an agreement as the folder has it now. */
    void sign(String id, String... parties) throws IOException {
        Configuration drafts = load();
        for (String party : parties) {
            AgreementSignatures.sign(
                    draft(drafts, id), drafts, party, keys.get(party).of(KeyUse.AGREE), clock.instant());
        }
    }

    /** Lets one agency withdraw an agreement. */
    void withdraw(String id, String party) throws IOException {
        Withdrawal.sign(draft(load(), id), party, keys.get(party).of(KeyUse.AGREE), clock.instant());
    }

    private static Agreement draft(Configuration drafts, String id) {
        return drafts.agreements().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void writeHubFolder() throws IOException {
        Path folder = Files.createDirectories(data.resolve("hub/keys"));
        hubKeys.of(KeyUse.DELIVER).write(folder.resolve("deliver.pem"));
        hubKeys.of(KeyUse.LOG).write(folder.resolve("log.pem"));
        for (String agency : configuration.agencies().keySet()) {
            BrokerUsers.register(data.resolve("hub"), agency, passwordOf(agency).toCharArray());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith(from.resolve("src")) && !file.startsWith(from.resolve("target")))
                    .forEach(file ->
                            copyFile(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
