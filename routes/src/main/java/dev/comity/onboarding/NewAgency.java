package dev.comity.onboarding;

import dev.comity.agency.AgencySettings;
import dev.comity.broker.BrokerUsers;
import dev.comity.certificate.CertificateRequest;
import dev.comity.certificate.TlsKey;
import dev.comity.config.AgencyEntry;
import dev.comity.demo.AgencyKeys;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes an agency's own folder: keys that only its user can read, settings, a place for adapters, and the application to a hub. */
public final class NewAgency {

    private NewAgency() {}

    /**
     * Makes what is missing, so that it can be called again after a stop; a key that is there stays.
     *
     * @param folder the agency's own, inside a data folder: {@code DATA/agencies/<slug>}
     * @param hub id of the hub
     * @param schemas folder of the record types
     * @return the application, which lies in {@code <slug>.application.jwt}
     */
    public static Application make(Path folder, AgencyEntry agency, String hub, Path schemas, Instant now)
            throws IOException {
        Path keyFolder = Files.createDirectories(folder.resolve("keys"));
        Files.setPosixFilePermissions(keyFolder, PosixFilePermissions.fromString("rwx------"));
        AgencyKeys keys = AgencyKeys.obtain(folder);
        CertificateRequest request = request(keyFolder, agency.id());
        Files.createDirectories(folder.resolve("adapters"));
        if (!Files.exists(folder.resolve("agency.yaml"))) {
            DurableFile.write(
                    folder.resolve("agency.yaml"),
                    settings(agency.id(), hub, schemas).toYaml());
        }
        Application application = Application.sign(
                agency, keys.publicKeys(), BrokerUsers.hash(keys.brokerPassword()), request.pem(), keys.agree(), now);
        DurableFile.write(file(folder, agency.id()), application.jws() + "\n");
        return application;
    }

    /** Where the application lies. */
    public static Path file(Path folder, String agency) {
        return folder.resolve(agency + ".application.jwt");
    }

    /** The key is made with its request, which says nothing secret and is kept beside it. */
    private static CertificateRequest request(Path keys, String agency) throws IOException {
        Path pem = keys.resolve("tls.pem");
        Path file = keys.resolve("tls.csr");
        if (!Files.exists(file)) {
            Files.deleteIfExists(pem);
            TlsKey key = TlsKey.generate();
            key.write(pem);
            DurableFile.write(file, CertificateRequest.of(agency, key).pem());
        }
        return CertificateRequest.parse(Files.readString(file));
    }

    /** Relative, so that the data folder can be moved as a whole. */
    private static AgencySettings settings(String agency, String hub, Path schemas) {
        Path data = Path.of("../..");
        return new AgencySettings(
                agency,
                hub,
                data.resolve("hub/endpoint.json"),
                Path.of("keys/broker.password"),
                Path.of("."),
                data.resolve("trust.yaml"),
                data.resolve("directory"),
                data.resolve("config"),
                schemas,
                List.of(),
                OptionalInt.empty(),
                Map.of());
    }
}
