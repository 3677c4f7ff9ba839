package dev.comity.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.SampleCity;
import dev.comity.agency.SampleSealer;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.json.Json;
import dev.comity.outbox.Draft;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSealerTest {

    private static final RecordTypeId DEATH = RecordTypeId.of("death-registration/1");

    @TempDir
    static Path root;

    private static SampleCity city;
    private static SampleSealer civilAffairs;

    @BeforeAll
    static void city() throws Exception {
        city = SampleCity.in(root);
        civilAffairs = SampleSealer.of(city, "civil-affairs");
    }

    private static ObjectNode example(String type, String name) throws Exception {
        return Json.parseObject(Files.readAllBytes(SampleCity.HOME
                .resolve("schemas/records")
                .resolve(type)
                .resolve("examples")
                .resolve(name)));
    }

    private static List<Draft> drafts(SampleSealer agency, RecordTypeId type, ObjectNode record) {
        return ((Sealing.Sealed) agency.sealer().seal(type, record, SampleCity.NOW)).drafts();
    }

    /** As the hub opens it at intake. */
    private static VerifiedEnvelope opened(SampleSealer agency, String sender, Draft draft) throws Exception {
        return new EnvelopeVerifier(
                        agency.view().directory(), agency.view().types(), city.hub(), EnvelopeLimits.DEFAULT)
                .intake(draft.compact(), sender, SampleCity.NOW, Duration.ofMinutes(5));
    }

    private static Set<String> names(Set<FieldPath> leaves) {
        return leaves.stream().map(FieldPath::value).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void sealsOneEnvelopeForAllUnboundAgreementsAndOneForEachBoundOne() throws Exception {
        List<Draft> drafts = drafts(civilAffairs, DEATH, example("death-registration/1", "cremated.json"));

        assertThat(drafts).hasSize(2);
        assertThat(drafts.get(0).agreement()).isEmpty();
        assertThat(drafts.get(1).agreement()).isPresent();
        assertThat(drafts.get(0).jti()).isNotEqualTo(drafts.get(1).jti());
        assertThat(drafts.get(0).group()).isEqualTo(drafts.get(1).group());
    }

    @Test
    void disclosesWhatAnAgreementReleasesOrTestsAndNothingElse() throws Exception {
        List<Draft> drafts = drafts(civilAffairs, DEATH, example("death-registration/1", "cremated.json"));

        Set<String> unbound =
                names(opened(civilAffairs, "civil-affairs", drafts.get(0)).leaves());
        Set<String> bound =
                names(opened(civilAffairs, "civil-affairs", drafts.get(1)).leaves());

        assertThat(unbound)
                .containsExactlyInAnyOrder(
                        "recordId", "deceasedResidentId", "name", "deathDate", "evidenceLevel", "deathDivision");
        assertThat(bound).containsExactlyInAnyOrder("holderToken", "deathDate", "evidenceLevel", "deathDivision");
    }

    @Test
    void givesTheConsumerAPseudonymThatItCanComputeItself() throws Exception {
        ObjectNode record = example("death-registration/1", "cremated.json");
        SampleSealer transport = SampleSealer.of(city, "transport");
        var type = civilAffairs.view().types().find(DEATH).orElseThrow();
        var derivation = type.derivations().stream()
                .filter(d -> d.name().value().equals("holderToken"))
                .findFirst()
                .orElseThrow();
        var peer = transport
                .view()
                .directory()
                .keys("civil-affairs", dev.comity.directory.KeyUse.PSEUDONYM)
                .get(0);
        byte[] secret = transport.keys().pseudonym().agree(peer.jwk(), "death-to-concession", 1);

        Draft bound = drafts(civilAffairs, DEATH, record).get(1);

        assertThat(opened(civilAffairs, "civil-affairs", bound).record().get("holderToken"))
                .isEqualTo(dev.comity.record.Derivations.compute(
                                derivation,
                                record,
                                Optional.of(secret),
                                SampleCity.NOW,
                                transport.view().configuration().hub().zone())
                        .orElseThrow());
    }

    @Test
    void sealsWithoutAnyDisclosureWhereThereIsNoAgreement() throws Exception {
        SampleSealer openData = SampleSealer.of(city, "open-data");
        ObjectNode record = example("property-transfer/1", "added.json");

        List<Draft> drafts = drafts(openData, RecordTypeId.of("property-transfer/1"), record);

        assertThat(drafts).hasSize(1);
        assertThat(drafts.get(0).compact()).matches("[^~]+~");
    }

    @Test
    void neverLetsARecordOutThatItsTypeRefuses() throws Exception {
        ObjectNode record = example("death-registration/1", "cremated.json");
        record.remove("deathDate");
        record.put("evidenceLevel", "hearsay");

        Sealing sealing = civilAffairs.sealer().seal(DEATH, record, SampleCity.NOW);

        assertThat(sealing).isInstanceOf(Sealing.Unsendable.class);
        assertThat(((Sealing.Unsendable) sealing).reasons())
                .extracting(reason -> reason.path())
                .contains("deathDate", "evidenceLevel");
    }

    @Test
    void commitsToEachDataSubjectWithoutNamingIt() throws Exception {
        ObjectNode record = example("marriage-registration/1", "two-residents.json");

        Draft draft = drafts(civilAffairs, RecordTypeId.of("marriage-registration/1"), record)
                .get(0);
        Draft again = drafts(civilAffairs, RecordTypeId.of("marriage-registration/1"), record)
                .get(0);

        assertThat(draft.subjects()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Draft.Subject subject = draft.subjects().get(i);
            assertThat(subject.commitment())
                    .isEqualTo(dev.comity.crypto.Base64Url.encode(
                            dev.comity.crypto.Crypto.sha256(subject.salt(), subject.token())));
            assertThat(again.subjects().get(i).token()).isEqualTo(subject.token());
            assertThat(again.subjects().get(i).commitment()).isNotEqualTo(subject.commitment());
        }
    }

    @Test
    void givesOneThingOneRecordIdThatWithoutTheSecretSaysNothing() throws Exception {
        ObjectNode record = example("death-registration/1", "cremated.json");
        record.remove("recordId");
        AgencySecret other = AgencySecret.of(new byte[32]);

        var first = (Sealing.Sealed) civilAffairs.sealer().seal(DEATH, record, SampleCity.NOW);
        var later = (Sealing.Sealed) civilAffairs.sealer().seal(DEATH, record, SampleCity.NOW.plusSeconds(90));

        String id = first.record().get("recordId").asText();
        String key = record.get("deceasedResidentId").asText();
        assertThat(later.record().get("recordId").asText()).isEqualTo(id);
        assertThat(other.recordId(DEATH.toString(), key)).isNotEqualTo(java.util.UUID.fromString(id));
        assertThat(java.util.UUID.fromString(id).version()).isEqualTo(8);
        assertThat(java.util.UUID.fromString(id).variant()).isEqualTo(2);
    }
}
