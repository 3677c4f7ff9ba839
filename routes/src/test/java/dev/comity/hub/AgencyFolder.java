package dev.comity.hub;

import dev.comity.agency.AgencySettings;
import dev.comity.crypto.PseudonymKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.KeyUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** An agency's own folder beside a sample hub, as 'comity agency run' and the client library start from it. */
final class AgencyFolder {

    private AgencyFolder() {}

    /** @return agency.yaml, without adapters */
    static Path of(SampleInstallation installation, String agency) throws IOException {
        Path data = installation.data;
        Path folder = Files.createDirectories(data.resolve("agencies").resolve(agency));
        Path keys = Files.createDirectories(folder.resolve("keys"));
        installation.keys(agency).of(KeyUse.SEAL).write(keys.resolve("seal.pem"));
        installation.keys(agency).of(KeyUse.ACK).write(keys.resolve("ack.pem"));
        PseudonymKey.generate().write(keys.resolve("pseudonym.pem"));
        Files.writeString(keys.resolve("broker.password"), SampleInstallation.passwordOf(agency));
        anchors(installation);
        AgencySettings settings = new AgencySettings(
                agency,
                installation.configuration.hub().id(),
                data.resolve("hub/endpoint.json"),
                keys.resolve("broker.password"),
                folder,
                data.resolve("trust.yaml"),
                data.resolve("directory"),
                data.resolve("config"),
                Path.of(System.getProperty("comity.home")).resolve("schemas"),
                List.of(),
                OptionalInt.empty(),
                Map.of());
        return Files.writeString(folder.resolve("agency.yaml"), settings.toYaml());
    }

    /** Writes down whom everybody of the installation trusts. */
    static void anchors(SampleInstallation installation) throws IOException {
        Path directory = Files.createDirectories(installation.data.resolve("directory"));
        for (AgencyStatement statement : installation.directory.agencies().values()) {
            Files.writeString(directory.resolve(statement.agency() + "-1.jwt"), statement.jws());
        }
        Files.writeString(installation.data.resolve("trust.yaml"), installation.trust.toYaml());
    }
}
