package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub presents nothing under a key that nobody certified for it, for this use, now. */
class HubKeysTest {

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private Path keys;

    @BeforeEach
    void install() throws Exception {
        installation = SampleInstallation.in(folder);
        keys = folder.resolve("hub/keys");
    }

    @Test
    void aCertifiedKeyIsRead() throws IOException {
        assertThat(read(installation.clock).deliver()).isNotNull();
    }

    @Test
    void aKeyThatNobodyCertifiedIsNotUsed() throws Exception {
        Files.delete(keys.resolve("deliver.pem"));
        SigningKey.generate(KeyAlgorithm.ED25519).write(keys.resolve("deliver.pem"));

        refuses(installation.clock);
        assertThatThrownBy(installation::start).hasMessageContaining("no registrar's statement certifies this key");
    }

    @Test
    void aKeyForAnotherUseIsNotUsed() throws IOException {
        Files.copy(keys.resolve("log.pem"), keys.resolve("deliver.pem"), StandardCopyOption.REPLACE_EXISTING);

        refuses(installation.clock);
    }

    @Test
    void aClockOutsideOfAKeysValidityStopsTheHub() {
        refuses(Clock.fixed(Instant.parse("1970-01-01T00:00:00Z"), ZoneOffset.UTC));
        refuses(Clock.fixed(Instant.parse("2999-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private void refuses(Clock clock) {
        assertThatThrownBy(() -> read(clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("deliver.pem")
                .hasMessageContaining("Nothing was started");
    }

    private HubKeys read(Clock clock) throws IOException {
        return HubKeys.read(keys, installation.configuration.hub().id(), installation.directory, clock);
    }
}
