package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.comity.agency.AgencyClient;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementSignatures;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.onboarding.Admission;
import dev.comity.onboarding.Application;
import dev.comity.onboarding.NewAgency;
import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new agency, from nothing to its first record, at a hub that runs all the while. */
class OnboardingTest {

    private static final Path SCHEMAS =
            Path.of(System.getProperty("comity.home")).resolve("schemas").toAbsolutePath();
    private static final AgencyEntry WATER = new AgencyEntry(
            "water-bureau",
            "Water \"Bureau\"",
            "水务局",
            "11440300999000080F",
            "440300",
            Set.of("provider", "consumer"),
            0);

    @TempDir
    private Path data;

    private SampleInstallation installation;

    private void install() throws Exception {
        installation = SampleInstallation.in(data);
        installation.clock.forward(Duration.between(SampleInstallation.START, Instant.now()));
        AgencyFolder.anchors(installation);
    }

    @Test
    void aNewAgencyReceivesARecordFromAHubThatWasNotStopped() throws Exception {
        // Given
        install();
        List<String> stored = new CopyOnWriteArrayList<>();
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            Application application = apply();
            assertThat(admit(application)).isEmpty();
            assertThat(data.resolve("hub/requests/water-bureau.csr")).hasContent(application.certificateRequest());
            agree();
            hub.reload(installation.load(), directory());
            try (AgencyClient water = AgencyClient.connect(
                    folder().resolve("agency.yaml"), (type, json, headers) -> stored.add(type.toString()))) {

                // When
                registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));

                // Then
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(stored).containsExactly(SampleRecords.TRANSFER));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(hub.queued("in.water-bureau")).isZero());
            }
        }
    }

    @Test
    void keysAreReadableByTheirOwnerAloneAndNotInTheApplication() throws Exception {
        // When
        Application application = apply();

        // Then
        try (Stream<Path> keys = Files.list(folder().resolve("keys"))) {
            for (Path key :
                    keys.filter(file -> !file.toString().endsWith(".csr")).toList()) {
                assertThat(Files.getPosixFilePermissions(key))
                        .as(key.toString())
                        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
                assertThat(application.jws())
                        .doesNotContain(Files.readString(key).strip());
            }
        }
        assertThat(Application.verify(application.jws())).isEqualTo(application);
        assertThat(apply().keys()).isEqualTo(application.keys());
    }

    @Test
    void anApplicationThatSomebodyChangedIsRefused() throws Exception {
        String[] parts = apply().jws().split("\\.");
        String changed =
                new String(java.util.Base64.getUrlDecoder().decode(parts[1])).replace("water-bureau", "other-bureau");
        String other = parts[0] + "."
                + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes()) + "."
                + parts[2];

        assertThatThrownBy(() -> Application.verify(other)).isInstanceOf(RecordRefused.class);
    }

    @Test
    void anAgencyThatIsThereAlreadyIsNotTakenInAndNothingChanges() throws Exception {
        // Given
        install();
        Application application = apply();
        admit(application);
        String listed = Files.readString(data.resolve("config/agencies.yaml"));

        // When
        List<Problem> problems = admit(application);

        // Then
        assertThat(problems).singleElement().asString().contains("certified already");
        assertThat(data.resolve("config/agencies.yaml")).hasContent(listed);
    }

    @Test
    void anAgencyWithTheCreditCodeOfAnotherIsNotTakenInAndNothingChanges() throws Exception {
        // Given
        install();
        String listed = Files.readString(data.resolve("config/agencies.yaml"));
        AgencyEntry twin =
                new AgencyEntry("water-bureau", "Water", "水", "11440300999000021C", "440300", Set.of("provider"), 0);

        // When
        List<Problem> problems = admit(NewAgency.make(folder(), twin, "city-hub", SCHEMAS, Instant.now()));

        // Then
        assertThat(problems).singleElement().asString().contains("credit code of 'housing'");
        assertThat(data.resolve("config/agencies.yaml")).hasContent(listed);
        assertThat(data.resolve("directory/water-bureau-1.jwt")).doesNotExist();
    }

    private Application apply() throws Exception {
        return NewAgency.make(folder(), WATER, "city-hub", SCHEMAS, Instant.now());
    }

    private Path folder() {
        return data.resolve("agencies/water-bureau");
    }

    private List<Problem> admit(Application application) throws Exception {
        return new Admission(data, installation.configuration.types())
                .admit(
                        application,
                        SampleKeys.REGISTRAR,
                        installation.registrar,
                        directory(),
                        installation.clock.instant());
    }

    private Directory directory() throws Exception {
        List<Problem> problems = new ArrayList<>();
        Directory directory = Directory.load(data.resolve("directory"), installation.trust, problems);
        assertThat(problems).isEmpty();
        return directory;
    }

    /** The agreement that housing has, for the newcomer, signed by both. */
    private void agree() throws Exception {
        Agreement model = installation.agreement("property-transfers");
        Path file = data.resolve("config/agreements/water-bureau/transfers-to-water.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                Files.readString(data.resolve("config").resolve(model.place()))
                        .replaceFirst("(?m)^agreement: .*", "agreement: transfers-to-water")
                        .replaceFirst("(?m)^consumer: .*", "consumer: water-bureau"));
        // The same release, so the same tests.
        Path tests = data.resolve("config").resolve(model.place().replace(".yaml", ".tests.yaml"));
        Files.copy(tests, file.resolveSibling("transfers-to-water.tests.yaml"));
        Configuration drafts = installation.load();
        Agreement draft = drafts.agreements().stream()
                .filter(one -> one.id().equals("transfers-to-water"))
                .findFirst()
                .orElseThrow();
        Instant now = installation.clock.instant();
        AgreementSignatures.sign(
                draft,
                drafts,
                "land-registry",
                installation.keys("land-registry").of(KeyUse.AGREE),
                now);
        AgreementSignatures.sign(
                draft, drafts, "water-bureau", SigningKey.read(folder().resolve("keys/agree.pem")), now);
    }
}
