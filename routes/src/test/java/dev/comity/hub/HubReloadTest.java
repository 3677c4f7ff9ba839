package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.AuditRules;
import dev.comity.audit.LogEvidence;
import dev.comity.config.ConfigurationBundle;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes while the hub runs. */
class HubReloadTest {

    private static final String AGREEMENT = "agreements/housing/property-transfers.yaml";
    private static final String TESTS = "agreements/housing/property-transfers.tests.yaml";

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private Hub hub;
    private SampleAgency registry;
    private SampleAgency housing;

    @BeforeEach
    void start() throws Exception {
        installation = SampleInstallation.in(folder);
        hub = installation.start();
        registry = installation.agency("land-registry", hub);
        housing = installation.agency("housing", hub);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        housing.close();
        hub.close();
    }

    @Test
    void anAgreementNarrowedWhileRecordsFlowReleasesTheFieldToNoRecordAfterItsEntryAndLosesNone() throws Exception {
        // Given
        int records = 60;
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            letters.add(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        }
        narrow();
        installation.sign("property-transfers", "land-registry", "housing");

        // When
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendAll(letters.subList(0, records - 10)));
        List<Letter> first = housing.receive(10);
        hub.reload(installation.load(), installation.directory);
        sending.join();
        // A quick hub may be through with the others by now: these come after the change for certain.
        sendAll(letters.subList(records - 10, records));
        List<Letter> others = housing.receive(records - 10);

        // Then
        long change = indexOfLastConfig();
        Set<String> exchanges = new TreeSet<>();
        int after = 0;
        for (long i = 0; i < hub.log().size(); i++) {
            Entry entry = Entry.parse(hub.log().entry(i));
            if (entry.kind() == Entry.Kind.RELEASED
                    && entry.json().path("consumer").asText().equals("housing")) {
                exchanges.add(entry.json().path("exchange").asText());
                assertThat(releasesTransferDate(entry)).as("entry " + i).isEqualTo(i < change);
                assertThat(entry.json().path("config").asText().equals(hub.configuration()))
                        .as("entry " + i + " pins the configuration that it was decided by")
                        .isEqualTo(i > change);
                after += i > change ? 1 : 0;
            }
        }
        assertThat(exchanges).hasSize(records);
        assertThat(first.size() + others.size()).isEqualTo(records);
        assertThat(after).as("records that flowed after the change").isGreaterThanOrEqualTo(10);
        assertThat(Kinds.of(hub.log())).doesNotContain("REFUSED");
        assertVerified();
    }

    @Test
    void theBundleOfEachConfigurationIsKeptAndLoads() throws Exception {
        // Given
        String before = hub.configuration();
        narrow();
        installation.sign("property-transfers", "land-registry", "housing");

        // When
        hub.reload(installation.load(), installation.directory);

        // Then
        List<String> kept = new ArrayList<>();
        try (var files = Files.list(folder.resolve("log/bundles"))) {
            for (Path file : files.toList()) {
                kept.add(ConfigurationBundle.read(Files.readAllBytes(file))
                        .load()
                        .digest());
            }
        }
        assertThat(kept).containsExactlyInAnyOrder(before, hub.configuration());
        assertThat(hub.configuration()).isNotEqualTo(before);
    }

    @Test
    void anAgreementThatTheOperatorWidenedAloneIsNotTakenOver() throws Exception {
        // Given: the file is edited, and the old signatures are kept
        String before = hub.configuration();
        long size = hub.log().size();
        installation.edit(AGREEMENT, "release:\n", "release:\n  - category\n");
        installation.edit(TESTS, "sees: [", "sees: [category, ");

        // When, Then
        assertRefused("is over another file");
        assertThat(hub.configuration()).isEqualTo(before);
        assertThat(hub.log().size()).isEqualTo(size);
    }

    @Test
    void anAgreementThatOnlyOneSideSignedIsNotTakenOver() throws Exception {
        narrow();
        installation.sign("property-transfers", "land-registry");

        assertRefused("the signature of housing is over another file, version");
    }

    @Test
    void anOlderVersionWithItsGenuineSignaturesIsNotTakenOverNorPutIntoForceByAnotherStart() throws Exception {
        // Given: version 2 is in force, and the operator kept the files of version 1
        byte[] agreement = read(AGREEMENT);
        byte[] tests = read(TESTS);
        byte[] signatures = read(AGREEMENT.replace(".yaml", ".signatures.json"));
        narrow();
        installation.sign("property-transfers", "land-registry", "housing");
        hub.reload(installation.load(), installation.directory);
        write(AGREEMENT, agreement);
        write(TESTS, tests);
        write(AGREEMENT.replace(".yaml", ".signatures.json"), signatures);

        // When, Then
        assertRefused("versions only rise");
        restart();
        registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        registry.receive();
        assertThat(lastSubmitted().path("decisions"))
                .noneMatch(decision -> decision.path("agreement").asText().equals("property-transfers"));
    }

    @Test
    void oneSideWithdrawsAloneAndNothingIsDecidedUnderItAnyMore() throws Exception {
        // Given
        installation.withdraw("property-transfers", "housing");

        // When
        hub.reload(installation.load(), installation.directory);
        registry.send(registry.letter(SampleRecords.TRANSFER, SampleRecords.transfer()));
        registry.receive();

        // Then
        assertThat(states("property-transfers")).containsExactly("in-force", "withdrawn");
        assertThat(lastSubmitted().path("decisions"))
                .isNotEmpty()
                .noneMatch(decision -> decision.path("agreement").asText().equals("property-transfers"));
        assertVerified();
    }

    @Test
    void whatWasWithdrawnDoesNotComeBackWhenSomebodyRemovesTheWord() throws Exception {
        // Given
        installation.withdraw("property-transfers", "housing");
        hub.reload(installation.load(), installation.directory);
        Files.delete(folder.resolve("config").resolve(AGREEMENT.replace(".yaml", ".withdrawal.jwt")));

        // When
        var inForce = hub.reload(installation.load(), installation.directory);

        // Then
        assertThat(inForce.notInForce())
                .anyMatch(not -> not.agreement().id().equals("property-transfers")
                        && not.reason().contains("never comes back"));
        assertThat(states("property-transfers")).containsExactly("in-force", "withdrawn");
    }

    @Test
    void aHigherVersionThatBothSignFollowsAWithdrawal() throws Exception {
        // Given
        installation.withdraw("property-transfers", "housing");
        hub.reload(installation.load(), installation.directory);
        narrow();
        installation.sign("property-transfers", "land-registry", "housing");

        // When
        hub.reload(installation.load(), installation.directory);

        // Then
        assertThat(states("property-transfers")).containsExactly("in-force", "withdrawn", "in-force");
        assertVerified();
    }

    @Test
    void whatTheHubWasBuiltOnCannotChangeWhileItRuns() throws Exception {
        installation.edit("hub.yaml", "zone: Asia/Shanghai", "zone: Asia/Tokyo");

        assertRefused("'zone' cannot change while the hub runs");
    }

    private void narrow() throws Exception {
        installation.edit(AGREEMENT, "version: 1\n", "version: 2\n");
        installation.edit(AGREEMENT, "  - transferDate\n", "");
        installation.edit(TESTS, "transferDate, ", "");
    }

    private void sendAll(List<Letter> letters) {
        try {
            for (Letter letter : letters) {
                registry.send(letter);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart() throws Exception {
        registry.close();
        housing.close();
        hub.close();
        installation.configuration = installation.load();
        hub = installation.start();
        registry = registry.reconnected(hub.port());
        housing = installation.agency("housing", hub);
    }

    private void assertRefused(String reason) throws Exception {
        var changed = installation.load();
        assertThatThrownBy(() -> hub.reload(changed, installation.directory))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining(reason);
    }

    private void assertVerified() throws Exception {
        Path log = folder.resolve("log");
        var terms = new LogVerifier.Terms(List.of(), () -> new AuditRules(installation.trust, LogEvidence.in(log)));
        assertThat(LogVerifier.verify(log, installation.trust, terms, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isIn("pass", "skipped"));
    }

    private static boolean releasesTransferDate(Entry released) {
        for (JsonNode field : released.json().path("released")) {
            if (field.path("path").asText().equals("transferDate")) {
                return true;
            }
        }
        return false;
    }

    private long indexOfLastConfig() throws Exception {
        long index = -1;
        for (long i = 0; i < hub.log().size(); i++) {
            index = Entry.parse(hub.log().entry(i)).kind() == Entry.Kind.CONFIG ? i : index;
        }
        return index;
    }

    private List<String> states(String agreement) throws Exception {
        List<String> states = new ArrayList<>();
        for (long i = 0; i < hub.log().size(); i++) {
            ObjectNode entry = Entry.parse(hub.log().entry(i)).json();
            if (entry.path("kind").asText().equals("agreement")
                    && entry.path("agreement").asText().equals(agreement)) {
                states.add(entry.path("state").asText());
            }
        }
        return states;
    }

    private ObjectNode lastSubmitted() throws Exception {
        for (long i = hub.log().size() - 1; i >= 0; i--) {
            Entry entry = Entry.parse(hub.log().entry(i));
            if (entry.kind() == Entry.Kind.SUBMITTED) {
                return entry.json();
            }
        }
        throw new AssertionError("nothing was submitted");
    }

    private byte[] read(String file) throws Exception {
        return Files.readAllBytes(folder.resolve("config").resolve(file));
    }

    private void write(String file, byte[] bytes) throws Exception {
        Files.write(folder.resolve("config").resolve(file), bytes);
    }
}
