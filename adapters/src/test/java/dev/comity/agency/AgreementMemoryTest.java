package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agency's client takes and refuses when a hub goes on with an agreement that was replaced or withdrawn. */
class AgreementMemoryTest {

    private static final String ID = "death-to-concession";
    private static final String AGREEMENT = "agreements/transport/death-to-concession.yaml";
    private static final String TESTS = "agreements/transport/death-to-concession.tests.yaml";
    private static final Instant NOW = SampleCity.NOW;

    @TempDir
    Path root;

    private SampleCity city;
    private AgreementMemory memory;
    private Agreement old;

    @BeforeEach
    void anAgencyThatKnowsTheFirstVersion() throws Exception {
        city = SampleCity.in(root);
        memory = AgreementMemory.open(city.folder("transport"));
        old = of(adopt(NOW));
    }

    @Test
    void whatWasLoggedBeforeTheNewVersionIsStillOpened() throws Exception {
        // Given
        replace();

        // When
        AgreementsInForce inForce = adopt(NOW.plusSeconds(60));

        // Then
        assertThat(of(inForce).version()).isEqualTo(4);
        assertThat(inForce.byDigest(old.digest())).isEmpty();
        assertThat(inForce.byDigest(old.digest(), NOW.plusSeconds(30), 5)).contains(old(inForce));
    }

    @Test
    void anOlderVersionIsRefusedAfterTheFirstDeliveryUnderTheNewOne() throws Exception {
        // Given: the hub has gone over to version 4 at entry 100
        replace();
        AgreementsInForce inForce = adopt(NOW.plusSeconds(60));
        memory.delivered(of(inForce), 100);

        // When, Then: a changed hub goes back to version 3, with its genuine signatures
        assertThat(inForce.byDigest(old.digest(), NOW.plusSeconds(70), 101)).isEmpty();
        assertThat(inForce.byDigest(old.digest(), NOW.plusSeconds(70), 99)).isPresent();
    }

    @Test
    void anOlderVersionIsRefusedADayAfterTheNewOneIsKnown() throws Exception {
        replace();
        AgreementsInForce inForce = adopt(NOW);

        assertThat(inForce.byDigest(old.digest(), NOW.plus(Duration.ofHours(25)), 7))
                .isEmpty();
    }

    @Test
    void theOldFileWithItsGenuineSignaturesDoesNotComeBackNorAfterARestart() throws Exception {
        // Given
        Path file = root.resolve("config").resolve(AGREEMENT);
        Path signatures = root.resolve("config").resolve(AGREEMENT.replace(".yaml", ".signatures.json"));
        byte[] oldFile = Files.readAllBytes(file);
        byte[] oldSignatures = Files.readAllBytes(signatures);
        byte[] oldTests = Files.readAllBytes(root.resolve("config").resolve(TESTS));
        replace();
        adopt(NOW);
        Files.write(file, oldFile);
        Files.write(signatures, oldSignatures);
        Files.write(root.resolve("config").resolve(TESTS), oldTests);

        // When
        memory = AgreementMemory.open(city.folder("transport"));
        AgencyView view = view();

        // Then
        assertThat(view.agreements().all()).noneMatch(one -> one.id().equals(ID));
        assertThat(view.agreements().notInForce())
                .anyMatch(not -> not.agreement().id().equals(ID) && not.reason().contains("versions only rise"));
    }

    @Test
    void afterAWithdrawalOnlyWhatWasLoggedBeforeItIsOpened() throws Exception {
        // Given
        city.withdraw(ID, "transport", NOW.plusSeconds(100));

        // When
        AgreementsInForce inForce = adopt(NOW.plusSeconds(200));

        // Then
        assertThat(inForce.byDigest(old.digest())).isEmpty();
        assertThat(inForce.byDigest(old.digest(), NOW.plusSeconds(99), 5)).isPresent();
        assertThat(inForce.byDigest(old.digest(), NOW.plusSeconds(101), 6)).isEmpty();
    }

    @Test
    void whatWasWithdrawnDoesNotComeBackWhenTheWordIsRemoved() throws Exception {
        // Given
        city.withdraw(ID, "transport", NOW);
        adopt(NOW);
        Files.delete(root.resolve("config").resolve(AGREEMENT.replace(".yaml", ".withdrawal.jwt")));

        // When
        memory = AgreementMemory.open(city.folder("transport"));

        // Then
        assertThat(view().agreements().all()).noneMatch(one -> one.id().equals(ID));
    }

    @Test
    void whatIsRememberedOutlivesARestart() throws Exception {
        // Given
        replace();
        AgreementsInForce before = adopt(NOW);
        memory.delivered(of(before), 100);

        // When
        memory = AgreementMemory.open(city.folder("transport"));
        AgreementsInForce inForce = view().agreements().after(memory);

        // Then
        assertThat(memory.idOf(old.digest())).contains(ID);
        assertThat(inForce.byDigest(old.digest(), NOW, 99)).isPresent();
        assertThat(inForce.byDigest(old.digest(), NOW, 100)).isEmpty();
    }

    @Test
    void aMemoryThatCannotBeReadStopsTheStart() throws Exception {
        Files.writeString(city.folder("transport").resolve("agreements/memory.json"), "{");

        assertThatThrownBy(() -> AgreementMemory.open(city.folder("transport")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could come back");
    }

    /** Version 4, which both sign, without the date of death. */
    private void replace() throws IOException {
        city.edit(AGREEMENT, "version: 3\n", "version: 4\n");
        city.edit(AGREEMENT, "  - deathDate\n", "");
        city.edit(TESTS, "deathDate, ", "");
        city.sign(ID);
    }

    private AgreementsInForce adopt(Instant at) throws Exception {
        AgencyView view = view();
        memory.adopt(view.configuration(), view.agreements(), at);
        return view.agreements().after(memory);
    }

    private AgencyView view() throws Exception {
        return AgencyView.load(city.settings("transport", List.of(), Map.of()), Map.of(), NOW, memory.known());
    }

    private Agreement of(AgreementsInForce inForce) {
        return inForce.all().stream()
                .filter(one -> one.id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    private Agreement old(AgreementsInForce inForce) {
        Agreement found = inForce.byDigest(old.digest(), NOW, 0).orElseThrow();
        assertThat(found.release()).isEqualTo(old.release());
        return found;
    }
}
