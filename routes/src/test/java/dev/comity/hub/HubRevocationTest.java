package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comity.crypto.SigningKey;
import dev.comity.directory.KeyUse;
import dev.comity.directory.Revocation;
import dev.comity.disk.DurableFile;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was revoked signs nothing any more, from the revocation's own place in the log on. */
class HubRevocationTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private SampleInstallation installation;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
    }

    private void revoke(SigningKey by) throws IOException {
        SigningKey seal = installation.keys("land-registry").of(KeyUse.SEAL);
        Revocation revocation = Revocation.sign(
                "land-registry",
                "land-registry",
                seal.verificationKey().kid(),
                Revocation.Reason.COMPROMISED,
                installation.clock.instant(),
                by);
        DurableFile.write(folder.resolve("directory/revocations/one.jwt"), revocation.jws());
    }

    private static Letter send(SampleAgency registry, int n) throws Exception {
        registry.send(transfer(registry, n));
        return registry.receive();
    }

    private static boolean holdsRevocation(Hub hub) {
        try {
            Entry last = Entry.parse(hub.log().entry(hub.log().size() - 1));
            return last.kind() == Entry.Kind.REVOCATION;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRevoked(Letter answer) {
        assertThat(answer.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.REFUSAL);
        Entry refused = Entry.parse(answer.property(Wire.ENTRY).getBytes(StandardCharsets.UTF_8));
        assertThat(refused.json().path("reasons").findValuesAsText("code")).contains("key-revoked");
    }

    @Test
    void itIsAcceptedBeforeAndRefusedAfterAlsoByAHubThatStartsAgainWithoutItsState() throws Exception {
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            assertThat(send(registry, 1).property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);

            revoke(installation.keys("land-registry").of(KeyUse.AGREE));
            await().atMost(SOON).until(() -> holdsRevocation(hub));

            assertRevoked(send(registry, 2));
        }
        try (var statements = Files.list(folder.resolve("log/statements"))) {
            String text = Files.readString(folder.resolve("directory/revocations/one.jwt"));
            assertThat(statements.map(HubRevocationTest::read)).contains(text);
        }
        Files.delete(folder.resolve("hub/state/exchange.mv"));
        Files.delete(folder.resolve("directory/revocations/one.jwt"));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            assertRevoked(send(registry, 3));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRevocationByAnotherAgencyChangesNothing() throws Exception {
        revoke(installation.keys("housing").of(KeyUse.AGREE));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            assertThat(send(registry, 1).property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
            assertThat(holdsRevocation(hub)).isFalse();
        }
    }

    @Test
    void aRevocationThatLiesThereAtTheStartCountsBeforeTheFirstRecord() throws Exception {
        revoke(installation.keys("land-registry").of(KeyUse.SEAL));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            assertRevoked(send(registry, 1));
        }
    }

    private static Letter transfer(SampleAgency registry, int number) throws Exception {
        return registry.letter(
                SampleRecords.TRANSFER,
                SampleRecords.transfer().put("transactionId", "0f000000-0000-4000-8000-%012d".formatted(number)));
    }
}
