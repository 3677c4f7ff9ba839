package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's broker as an AMQP 1.0 client sees it that nobody here wrote: rhea, on Node.js. */
class OutsideClientTest {

    @TempDir
    private Path folder;

    @Test
    void anAgencyReachesItsOwnAddressesAndNoOthers() throws Exception {
        // Given
        NodeProgram client = NodeProgram.require("routes/src/test/rhea");
        SampleInstallation installation = SampleInstallation.in(folder);
        Path password = Files.writeString(folder.resolve("password"), SampleInstallation.passwordOf("housing"));
        try (Hub hub = installation.start()) {

            // When
            NodeProgram.Outcome outcome = client.run(
                    folder,
                    Map.of(
                            "COMITY_HOST", hub.host(),
                            "COMITY_PORT", String.valueOf(hub.port()),
                            "COMITY_AGENCY", "housing",
                            "COMITY_PASSWORD_FILE", password.toString(),
                            "COMITY_OTHER", "transport"),
                    "--test-reporter=tap",
                    "outside.js");

            // Then
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("# pass 6").contains("# skipped 0");
        }
    }
}
