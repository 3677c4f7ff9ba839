package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.comity.agency.AgencyStatus.FileCount;
import dev.comity.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agency's side with real files and databases, while the hub is away. */
class AgencyRuntimeTest {

    private static final Clock CLOCK = Clock.fixed(SampleCity.NOW, ZoneOffset.UTC);
    private static final String LAND_REGISTRY = "land-registry/price-paid";

    @TempDir
    Path root;

    private SampleCity city;

    @BeforeEach
    void city() throws Exception {
        city = SampleCity.in(root);
    }

    private AgencyStatus run(AgencySettings settings) throws Exception {
        try (AgencyRuntime runtime = AgencyRuntime.start(settings, CLOCK)) {
            await().atMost(Duration.ofMinutes(4)).until(runtime::caughtUp);
            return runtime.status();
        }
    }

    @Test
    void accountsForEveryLineOfTheRealMonthlyFilesAndReadsThemOnce() throws Exception {
        Path real = SampleCity.HOME.resolve("../shared/data/land-registry").normalize();
        assumeTrue(Files.isDirectory(real));
        AgencySettings settings = city.settings(
                "land-registry", List.of(LAND_REGISTRY), Map.of(LAND_REGISTRY + ".folder", real.toString()));

        AgencyStatus first = run(settings);
        AgencyStatus second = run(settings);

        assertThat(first.files()).hasSize(9);
        assertThat(first.files())
                .allSatisfy(file -> assertThat(file.sent() + file.repeated() + file.notSendable())
                        .isEqualTo(file.lines()));
        assertThat(first.files().stream().mapToLong(FileCount::lines).sum()).isEqualTo(2499);
        assertThat(first.files().stream().mapToLong(FileCount::sent).sum()).isEqualTo(first.sent());
        assertThat(first.sent()).isBetween(2400L, 2499L);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void sendsWhatIsDroppedIntoTheSendFolderAndSaysWhatCannotBeSent() throws Exception {
        Path send = Files.createDirectories(city.folder("land-registry").resolve("send"));
        String good =
                Files.readString(SampleCity.HOME.resolve("schemas/records/property-transfer/1/examples/added.json"));
        Files.writeString(send.resolve("good.json"), "{\"record\":\"property-transfer/1\",\"body\":" + good + "}");
        Files.writeString(send.resolve("bad.json"), "{\"record\":\"property-transfer/1\",\"body\":{}}");

        AgencyStatus status = run(city.settings("land-registry", List.of(), Map.of()));

        assertThat(status.sent()).isEqualTo(1);
        assertThat(status.notSendable()).isEqualTo(1);
        assertThat(status.open()).isEqualTo(1);
        assertThat(status.files()).isEmpty();
        assertThat(send.resolve("good.receipt.json")).doesNotExist();
        var receipt = Json.parseObject(Files.readAllBytes(send.resolve("bad.receipt.json")));
        assertThat(receipt.path("verdict").asText()).isEqualTo("not-sendable");
        assertThat(receipt.path("code").asText()).isEqualTo("schema");
    }

    @Test
    void readsRowsFromTheLastChangeNumberOn() throws Exception {
        DeathRegister register = DeathRegister.in(city.folder("civil-affairs").resolve("source"));
        register.insert("SW1", "990000195001010019");
        register.insert("SW2", "990000195001010018"); // a slip: wrong check digit
        AgencySettings settings = city.settings("civil-affairs", List.of("civil-affairs/death-register"), Map.of());
        AgencyStatus first = run(settings);
        register.insert("SW1", "990000195001010019"); // written again, says the same
        register.insert("SW3", "990000195001010019");

        AgencyStatus second = run(settings);

        assertThat(List.of(first.sent(), first.notSendable(), first.repeated())).containsExactly(1L, 1L, 0L);
        assertThat(List.of(second.sent(), second.notSendable(), second.repeated()))
                .containsExactly(2L, 1L, 1L);
        try (var kept = Files.list(city.folder("civil-affairs").resolve("not-sendable/civil-affairs.death-register"))) {
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    void startsOnlyWithKeysThatTheRegistrarCertified() throws Exception {
        Path keys = city.folder("housing").resolve("keys");
        Files.delete(keys.resolve("seal.pem"));
        Files.copy(city.folder("transport").resolve("keys/seal.pem"), keys.resolve("seal.pem"));

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> AgencyRuntime.start(city.settings("housing", List.of(), Map.of()), CLOCK))
                .isInstanceOf(AgencyView.NotReady.class)
                .hasMessageContaining("keys/seal.pem");
    }

    @Test
    void namesEveryParameterThatIsMissingOrNotKnown() {
        AgencySettings settings = city.settings(
                "transport",
                List.of("transport/concession-cards", "land-registry/price-paid"),
                Map.of("transport/concession-cards.ulr", "http://127.0.0.1:1"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> AgencyRuntime.start(settings, CLOCK))
                .isInstanceOf(AgencyView.NotReady.class)
                .hasMessageContaining("'transport/concession-cards.url' is missing")
                .hasMessageContaining("'transport/concession-cards.ulr' is no parameter")
                .hasMessageContaining("this adapter is of 'land-registry'");
    }
}
