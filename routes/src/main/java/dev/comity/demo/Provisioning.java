package dev.comity.demo;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.broker.BrokerUsers;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedWitness;
import dev.comity.disk.DurableFile;
import dev.comity.hub.AccessLog;
import dev.comity.log.VerifierKey;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.witness.WitnessKey;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a data folder in which hub and agencies can start: keys, the registrar's statements, trust anchors, a configuration that both
 * sides of every agreement have signed, and each agency's settings. Every step looks at what is there and makes only what is
 * missing, so that it can be run again and killed at any moment.
 */
public final class Provisioning {

    private final DataFolder data;
    private final Path home;
    private final Instant now;

    private Provisioning(DataFolder data, Path home, Instant now) {
        this.data = data;
        this.home = home;
        this.now = now;
    }

    /**
     * What hub and agencies start from.
     *
     * @param registered agencies that have keys
     * @param agencies those whose side runs
     */
    public record Provisioned(
            DataFolder data,
            Configuration configuration,
            Directory directory,
            TrustAnchors trust,
            Set<String> registered,
            Set<String> agencies) {}

    /**
     * @param home holds {@code schemas/} and {@code adapters/}
     * @param config folder to copy; never written to
     * @throws ProblemsFound if the configuration has errors; nothing has been put into force
     */
    public static Provisioned provision(Path home, Path config, DataFolder data, Instant now) throws IOException {
        return new Provisioning(data, home.toAbsolutePath().normalize(), now).run(config);
    }

    private Provisioned run(Path config) throws IOException {
        data.claim();
        RecordTypes types = recordTypes();
        load(config, types); // before it is copied: a configuration with errors changes nothing
        ConfigurationCopy.refresh(config, data.config());
        Configuration configuration = load(data.config(), types);
        SigningKey registrar = KeyFiles.signing(data.registrarKey());
        HubKeys hub = HubKeys.obtain(data.hub());
        EvidenceKeyPairs.obtain(data, now);
        Participants participants = new Participants(configuration, home);
        Map<String, AgencyKeys> agencies = agencies(participants.registered());
        TrustAnchors trust = trust(configuration, registrar, hub, witnesses(participants.running(), agencies));
        Directory directory = directory(configuration, registrar, hub, agencies, trust);
        sign(configuration, agencies, directory);
        for (var agency : agencies.entrySet()) {
            register(agency.getKey(), agency.getValue());
        }
        // Read again: the signatures belong to what is in force.
        return new Provisioned(
                data, load(data.config(), types), directory, trust, agencies.keySet(), participants.running());
    }

    private RecordTypes recordTypes() throws IOException {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(home.resolve("schemas"), problems);
        ProblemsFound.throwIfAny("schemas", problems);
        return types;
    }

    private static Configuration load(Path folder, RecordTypes types) throws IOException {
        var loaded = ConfigurationLoader.load(folder, types, System.getenv());
        ProblemsFound.throwIfAny(folder.toString(), loaded.problems());
        return loaded.configuration().orElseThrow();
    }

    private Map<String, AgencyKeys> agencies(Set<String> registered) throws IOException {
        Map<String, AgencyKeys> keys = new LinkedHashMap<>();
        for (String agency : registered) {
            keys.put(agency, AgencyKeys.obtain(data.agency(agency)));
        }
        return keys;
    }

    private TrustAnchors trust(
            Configuration configuration, SigningKey registrar, HubKeys hub, List<TrustedWitness> witnesses)
            throws IOException {
        String origin = configuration.hub().origin();
        var log = new TrustAnchors.TrustedLog(
                origin,
                VerifierKey.ofLog(origin, hub.log().verificationKey()),
                VerifierKey.ofMlDsa(origin, hub.mldsa().verificationKey()).toString(),
                0);
        TrustAnchors trust = new TrustAnchors(
                Map.of(Registrar.ID, registrar.verificationKey()),
                List.of(log),
                witnesses,
                TrustAnchors.usualQuorum(witnesses.size()),
                Map.of(configuration.hub().id(), Registrar.ID));
        DurableFile.write(data.trust(), trust.toYaml());
        List<Problem> problems = new ArrayList<>();
        TrustAnchors read = TrustAnchors.load(data.trust(), problems);
        ProblemsFound.throwIfAny("trust.yaml", problems);
        return read;
    }

    /** Every agency that runs watches the hub. */
    private static List<TrustedWitness> witnesses(Set<String> running, Map<String, AgencyKeys> keys) {
        return running.stream()
                .map(agency -> new TrustedWitness(
                        agency,
                        VerifierKey.ofWitness(
                                WitnessKey.name(agency),
                                keys.get(agency).witness().verificationKey()),
                        0))
                .toList();
    }

    private Directory directory(
            Configuration configuration,
            SigningKey registrarKey,
            HubKeys hub,
            Map<String, AgencyKeys> agencies,
            TrustAnchors trust)
            throws IOException {
        Directory known = readDirectory(trust);
        Registrar registrar = new Registrar(registrarKey, data.directory(), now);
        AgencyEntry itself = hubEntry(configuration);
        registrar.certify(itself, hub.publicKeys(), known.agency(itself.id()));
        AgencyEntry auditors = auditOffice();
        SigningKey audit = KeyFiles.signing(data.auditor().resolve(AccessLog.AUDIT_KEY));
        registrar.certify(auditors, Map.of(KeyUse.AUDIT, audit.verificationKey().jwk()), known.agency(auditors.id()));
        for (var agency : agencies.entrySet()) {
            registrar.certify(
                    configuration.agencies().get(agency.getKey()),
                    agency.getValue().publicKeys(),
                    known.agency(agency.getKey()));
        }
        return readDirectory(trust);
    }

    private Directory readDirectory(TrustAnchors trust) throws IOException {
        Files.createDirectories(data.directory());
        List<Problem> problems = new ArrayList<>();
        Directory directory = Directory.load(data.directory(), trust, problems);
        ProblemsFound.throwIfAny("directory", problems);
        return directory;
    }

    /** The hub is run by the data bureau of the demonstration's city. */
    private static AgencyEntry hubEntry(Configuration configuration) {
        return new AgencyEntry(configuration.hub().id(), "Hub", "枢纽", "11990000MB0000018L", "99", Set.of("hub"), 0);
    }

    /** Independent of the hub and of every agency. */
    private static AgencyEntry auditOffice() {
        return new AgencyEntry("audit-office", "Audit office", "审计局", "11990000MB00000267", "99", Set.of("auditor"), 0);
    }

    private void sign(Configuration configuration, Map<String, AgencyKeys> agencies, Directory directory)
            throws IOException {
        for (Agreement agreement : configuration.agreements()) {
            if (!isSigned(agreement, configuration, directory)) {
                sign(agreement, configuration, agencies);
            }
        }
    }

    private void sign(Agreement agreement, Configuration configuration, Map<String, AgencyKeys> agencies)
            throws IOException {
        try {
            for (String party : List.of(agreement.provider(), agreement.consumer())) {
                AgreementSignatures.sign(
                        agreement, configuration, party, agencies.get(party).agree(), now);
            }
        } catch (IllegalArgumentException refused) {
            // Agencies do not sign what changed under an old version number: the person who changed it has to say so.
            ProblemsFound.throwIfAny(
                    "config",
                    List.of(Problem.error(
                            agreement.place(),
                            1,
                            1,
                            refused.getMessage() + ": raise 'version' in the file, and run again")));
        }
    }

    private boolean isSigned(Agreement agreement, Configuration configuration, Directory directory) throws IOException {
        try {
            AgreementSignatures.verify(agreement, configuration, directory, now);
            return true;
        } catch (RecordRefused notInForce) {
            return false;
        }
    }

    private void register(String agency, AgencyKeys keys) throws IOException {
        // The hash is salted: made anew it would differ each time.
        if (!Files.exists(data.hub().resolve("users").resolve(agency))) {
            BrokerUsers.register(data.hub(), agency, keys.brokerPassword());
        }
        Files.createDirectories(data.agency(agency).resolve("source"));
    }
}
