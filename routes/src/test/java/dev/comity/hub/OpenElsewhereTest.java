package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.directory.AgencyStatement;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipient of docs/open-elsewhere, which has nothing of this project, at a hub that runs. */
class OpenElsewhereTest {

    @TempDir
    private Path folder;

    @Test
    void aRecipientInAnotherLanguageOpensKeepsAndAcknowledgesWhatTheHubDelivers() throws Exception {
        // Given
        NodeProgram recipient = NodeProgram.require("docs/open-elsewhere");
        SampleInstallation installation = SampleInstallation.in(folder.resolve("data"));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
            registry.receive();

            // When
            NodeProgram.Outcome outcome = receiveAsHousing(recipient, installation, hub);

            // Then
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("OPENED  land-registry → housing  property-transfer/1");
            Letter passedOn = registry.receive();
            assertThat(passedOn.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACK);
            assertThat(folder.resolve("received/" + passedOn.property(Wire.CE_ID) + ".sdjwt"))
                    .exists();
            assertThat(hub.queued(Wire.out("housing"))).isZero();
        }
    }

    private NodeProgram.Outcome receiveAsHousing(NodeProgram recipient, SampleInstallation installation, Hub hub)
            throws Exception {
        Path directory = Files.createDirectories(folder.resolve("directory"));
        for (AgencyStatement statement : installation.directory.agencies().values()) {
            Files.writeString(directory.resolve(statement.agency() + "-1.jwt"), statement.jws());
        }
        Path ackKey = folder.resolve("ack.pem");
        installation.keys("housing").of(KeyUse.ACK).write(ackKey);
        Path endpoint = folder.resolve("endpoint.json");
        Files.writeString(endpoint, "{\"host\": \"%s\", \"port\": %d}".formatted(hub.host(), hub.port()));
        Path password = Files.writeString(folder.resolve("password"), SampleInstallation.passwordOf("housing"));
        Path trust = Files.writeString(folder.resolve("trust.yaml"), installation.trust.toYaml());
        return recipient.run(
                folder,
                Map.of(),
                "receive.js",
                "--as=housing",
                "--endpoint=" + endpoint,
                "--password=" + password,
                "--trust=" + trust,
                "--directory=" + directory,
                "--ack-key=" + ackKey,
                "--out=" + folder.resolve("received"),
                "--count=1");
    }
}
