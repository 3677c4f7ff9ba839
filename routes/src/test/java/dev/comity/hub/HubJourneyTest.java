package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.AuditRules;
import dev.comity.audit.LogEvidence;
import dev.comity.crypto.Jws;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.log.LogVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a record, from one agency's key to another's, through a real hub. */
class HubJourneyTest {

    @TempDir
    static Path folder;

    private static SampleInstallation installation;
    private static Hub hub;
    private static SampleAgency registry;
    private static SampleAgency housing;
    private static SampleAgency openData;

    @BeforeAll
    static void start() throws Exception {
        installation = SampleInstallation.in(folder);
        hub = installation.start();
        registry = installation.agency("land-registry", hub);
        housing = installation.agency("housing", hub);
        openData = installation.agency("open-data", hub);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        housing.close();
        openData.close();
        hub.close();
        assertThat(folder.resolve("hub/endpoint.json")).doesNotExist();
    }

    @Test
    void eachConsumerOpensExactlyWhatItsAgreementReleasesAndTheAcknowledgementComesBack() throws Exception {
        // Given
        ObjectNode record = SampleRecords.transfer();

        // When
        registry.send(registry.letter(SampleRecords.TRANSFER, record));

        // Then: the provider has its receipt
        Letter receipt = registry.receive();
        assertThat(receipt.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACCEPTED);
        assertThat(Receipt.of(Jws.parse(receipt.body(), 1 << 20)).accepted()).isTrue();
        assertProven(receipt, Entry.Kind.SUBMITTED);

        // housing sees where, and no price; open data sees neither
        Letter forHousing = housing.receive();
        var opening = housing.open(forHousing);
        assertThat(opening.checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isEqualTo("pass"));
        ObjectNode seen = opening.opened().orElseThrow().record();
        assertThat(seen.has("price")).isFalse();
        assertThat(seen.get("address")).isEqualTo(record.get("address"));
        assertThat(forHousing.group()).contains("group-1");
        assertProven(forHousing, Entry.Kind.RELEASED);
        Letter forOpenData = openData.receive();
        ObjectNode open = openData.open(forOpenData).opened().orElseThrow().record();
        assertThat(open.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("propertyType", "tenure", "category", "change");

        // and the provider learns who got it
        housing.send(housing.acknowledgement(forHousing));
        Letter acknowledged = registry.receive();
        assertThat(acknowledged.property(Wire.CONTENT_TYPE)).isEqualTo(Wire.ACK);
        assertThat(acknowledged.property(Wire.CE_ID)).isEqualTo(forHousing.property(Wire.CE_ID));
        assertProven(acknowledged, Entry.Kind.ACKNOWLEDGED);
        Path log = folder.resolve("log");
        var terms = new LogVerifier.Terms(List.of(), () -> new AuditRules(installation.trust, LogEvidence.in(log)));
        assertThat(LogVerifier.verify(log, installation.trust, terms, done -> {})
                        .checks())
                .allSatisfy(
                        check -> assertThat(check.status()).as(check.toString()).isIn("pass", "skipped"));
    }

    @Test
    void whatTheHubStartsWithIsInTheLogOnce() throws Exception {
        List<String> kinds = Kinds.of(hub.log()).stream()
                .filter(kind -> List.of("CONFIG", "AGENCY", "AGREEMENT").contains(kind))
                .toList();
        assertThat(kinds).filteredOn("CONFIG"::equals).hasSize(1);
        assertThat(kinds)
                .filteredOn("AGENCY"::equals)
                .hasSize(installation.configuration.agencies().size() + 2); // and the hub and the auditors
        assertThat(kinds)
                .filteredOn("AGREEMENT"::equals)
                .hasSize(installation.agreements.all().size());
    }

    @Test
    void theEndpointSaysWhereTheBrokerIs() throws Exception {
        assertThat(Files.readString(folder.resolve("hub/endpoint.json")))
                .isEqualTo("{\"host\":\"127.0.0.1\",\"port\":%d}\n".formatted(hub.port()));
        assertThat(hub.health().up()).isTrue();
    }

    private static void assertProven(Letter letter, Entry.Kind kind) {
        byte[] entry = letter.property(Wire.ENTRY).getBytes(StandardCharsets.UTF_8);
        assertThat(Entry.parse(entry).kind()).isEqualTo(kind);
        InclusionProof proof = InclusionProof.parse(letter.property(Wire.PROOF));
        assertThat(proof.holdsFor(entry)).isTrue();
    }
}
