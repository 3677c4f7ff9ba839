package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's broker as an AMQP 1.0 client sees it that nobody here wrote: rhea, on Node.js. */
class OutsideClientTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    private static final Path CLIENT = HOME.resolve("routes/src/test/rhea");
    /** Set where a skipped test must not pass for one that ran. */
    private static final String REQUIRED = "COMITY_REQUIRE_OUTSIDE_CLIENT";

    @TempDir
    private Path folder;

    @Test
    void anAgencyReachesItsOwnAddressesAndNoOthers() throws Exception {
        requireClient();
        // Given
        SampleInstallation installation = SampleInstallation.in(folder);
        Path password = Files.writeString(folder.resolve("password"), SampleInstallation.passwordOf("housing"));
        try (Hub hub = installation.start()) {

            // When
            Outcome outcome = runClient(Map.of(
                    "COMITY_HOST", hub.host(),
                    "COMITY_PORT", String.valueOf(hub.port()),
                    "COMITY_AGENCY", "housing",
                    "COMITY_PASSWORD_FILE", password.toString(),
                    "COMITY_OTHER", "transport"));

            // Then
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("# pass 6").contains("# skipped 0");
        }
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome runClient(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = folder.resolve("client.out");
        ProcessBuilder client = new ProcessBuilder("node", "--test-reporter=tap", "outside.js")
                .directory(CLIENT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        client.environment().putAll(environment);
        Process process = client.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void requireClient() {
        boolean there = hasNode() && Files.isDirectory(CLIENT.resolve("node_modules/rhea"));
        String todo = "needs Node.js 20 and 'npm ci' in routes/src/test/rhea";
        if (System.getenv(REQUIRED) != null) {
            assertThat(there).as(todo).isTrue();
        }
        assumeTrue(there, todo);
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
