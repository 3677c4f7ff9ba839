package dev.comity.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.KeyUse;
import dev.comity.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    private static final Path CONFIG = HOME.resolve("config");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path folder;

    private Provisioning.Provisioned provision(Path config) throws IOException {
        return Provisioning.provision(HOME, config, new DataFolder(folder.resolve("data")), NOW);
    }

    @Test
    void everyAgreementIsInForceByBothSignatures() throws IOException {
        var made = provision(CONFIG);

        var inForce = AgreementsInForce.of(made.configuration(), made.directory(), NOW);

        assertThat(inForce.notInForce()).isEmpty();
        assertThat(inForce.all()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void anAgencyWithoutAdapterAndAgreementGetsNoKeysAndDoesNotRun() throws IOException {
        // Given
        Path config = copyOfConfiguration();
        Files.writeString(config.resolve("agencies.yaml"), """
                  nobody-asks:
                    title: {en: Nobody asks, zh: 无人}
                    uscc: 11440300999001999N
                    division: "440300"
                    roles: [consumer]
                """, java.nio.file.StandardOpenOption.APPEND);

        // When
        var made = provision(config);

        // Then
        assertThat(made.configuration().agencies()).containsKey("nobody-asks");
        assertThat(made.registered()).contains("civil-affairs", "statistics").doesNotContain("nobody-asks");
        assertThat(made.registered()).containsAll(made.agencies());
        assertThat(made.directory().agency("nobody-asks")).isEmpty();
    }

    @Test
    void theRegistrarCertifiesOneKeyForEachUse() throws IOException {
        var made = provision(CONFIG);

        for (String agency : made.agencies()) {
            for (KeyUse use : new KeyUse[] {KeyUse.SEAL, KeyUse.ACK, KeyUse.AGREE, KeyUse.PSEUDONYM}) {
                assertThat(made.directory().keys(agency, use))
                        .as(agency + " " + use)
                        .hasSize(1);
            }
        }
        String hub = made.configuration().hub().id();
        assertThat(made.directory().keys(hub, KeyUse.DELIVER)).hasSize(1);
        assertThat(made.trust().logs().get(0).vkey().toString())
                .isEqualTo(VerifierKey.ofLog(
                                made.configuration().hub().origin(),
                                made.directory()
                                        .keys(hub, KeyUse.LOG)
                                        .get(0)
                                        .key()
                                        .orElseThrow())
                        .toString());
    }

    @Test
    void keysAreReadableByTheirOwnerAlone() throws IOException {
        provision(CONFIG);

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path key : files.filter(f -> f.toString().matches(".*(\\.pem|\\.password)"))
                    .toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                        .as(key.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        provision(CONFIG);
        Map<String, String> before = contents();

        provision(CONFIG);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void whatAKillLeftUndoneIsDoneByTheNextRun() throws IOException {
        provision(CONFIG);
        Map<String, String> before = contents();
        Path data = folder.resolve("data");
        // As a kill leaves it: a half-written key beside its place, statements and signatures that were not made yet.
        Files.writeString(data.resolve("agencies/housing/keys/.seal.pem.new"), "-----BEGIN");
        Files.delete(data.resolve("trust.yaml"));
        Files.delete(data.resolve("directory/transport-1.jwt"));
        Files.delete(data.resolve("config/agreements/housing/marriage-to-household.signatures.json"));
        Files.delete(data.resolve("config/purposes.yaml"));
        Files.delete(data.resolve("hub/users/statistics"));

        var made = provision(CONFIG);

        assertThat(AgreementsInForce.of(made.configuration(), made.directory(), NOW)
                        .notInForce())
                .isEmpty();
        assertThat(contents().keySet()).containsAll(before.keySet());
        assertThat(contents().get("trust.yaml")).isEqualTo(before.get("trust.yaml"));
    }

    @Test
    void aChangedAgreementOfAHigherVersionIsSignedAnew() throws IOException {
        Path config = copyOfConfiguration();
        provision(config);
        Path agreement = changed(config, "version: 1", "version: 2");

        var made = provision(config);

        assertThat(AgreementsInForce.of(made.configuration(), made.directory(), NOW)
                        .notInForce())
                .isEmpty();
        assertThat(folder.resolve("data/config/agreements/housing/marriage-to-household.yaml"))
                .hasSameTextualContentAs(agreement);
    }

    @Test
    void aChangedAgreementOfTheSameVersionIsNotSigned() throws IOException {
        Path config = copyOfConfiguration();
        provision(config);
        changed(config, "version: 1", "version: 1");

        assertThatThrownBy(() -> provision(config))
                .isInstanceOf(ProblemsFound.class)
                .hasMessageContaining("agreements/housing/marriage-to-household.yaml")
                .hasMessageContaining("raise 'version'");
    }

    private static Path changed(Path config, String version, String newVersion) throws IOException {
        Path agreement = config.resolve("agreements/housing/marriage-to-household.yaml");
        String text = Files.readString(agreement).replace("P3Y", "P2Y").replace(version, newVersion);
        return Files.writeString(agreement, text);
    }

    @Test
    void anAgreementThatWasTakenOutIsTakenOutHereToo() throws IOException {
        Path config = copyOfConfiguration();
        provision(config);
        Files.delete(config.resolve("agreements/housing/marriage-to-household.yaml"));
        Files.deleteIfExists(config.resolve("agreements/housing/marriage-to-household.tests.yaml"));

        var made = provision(config);

        assertThat(made.configuration().agreements()).noneMatch(a -> a.id().equals("marriage-to-household"));
        assertThat(contents().keySet()).noneMatch(name -> name.contains("marriage-to-household"));
    }

    @Test
    void aConfigurationWithErrorsChangesNothing() throws IOException {
        Path config = copyOfConfiguration();
        provision(config);
        Map<String, String> before = contents();
        Path agencies = config.resolve("agencies.yaml");
        Files.writeString(agencies, Files.readString(agencies).replace("  housing:", "  huosing:"));

        assertThatThrownBy(() -> provision(config))
                .isInstanceOf(ProblemsFound.class)
                .hasMessageContaining("housing");

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("data"));
        Files.writeString(other.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> provision(CONFIG)).hasMessageContaining("other files were found");

        assertThat(contents().keySet()).containsExactly("thesis.txt");
    }

    @Test
    void aFolderOfANewerLayoutIsLeftAlone() throws IOException {
        Path newer = Files.createDirectories(folder.resolve("data"));
        Files.writeString(newer.resolve("VERSION"), "2\n");

        assertThatThrownBy(() -> provision(CONFIG)).hasMessageContaining("layout version 1 was expected");

        assertThat(contents().keySet()).containsExactly("VERSION");
    }

    private Path copyOfConfiguration() throws IOException {
        Path copy = folder.resolve("config");
        ConfigurationCopy.refresh(CONFIG, copy);
        return copy;
    }

    private Map<String, String> contents() throws IOException {
        Path data = folder.resolve("data");
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        data.relativize(file).toString(), Base64Url.encode(Crypto.sha256(Files.readAllBytes(file))));
            }
        }
        return contents;
    }
}
