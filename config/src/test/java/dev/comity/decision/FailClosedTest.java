package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Basis;
import dev.comity.agreement.Mode;
import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import dev.comity.config.Purpose;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unknown at load and at decision is refused or withheld, never passed: docs/fail-closed.md says which row is which cell. */
class FailClosedTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final RecordType DEATH = Home.type("death-registration/1");
    private static final Instant NOW = Instant.parse("2026-01-15T04:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "field | housing/death-to-public-rental.yaml | - deathDate | - bloodGroup",
                "nested field | housing/property-transfers.yaml | - address.* | - address.planet",
                "array | housing/marriage-to-household.yaml | - parties[].residentId | - parties[].shoeSize",
                "array of no array | housing/death-to-public-rental.yaml | - deathDate | - deathDate[]",
                "type | housing/death-to-public-rental.yaml | record: death-registration/1 | record: dog-registration/1",
                "version | housing/death-to-public-rental.yaml | record: death-registration/1 | record: death-registration/9",
                "purpose | housing/death-to-public-rental.yaml | purpose: record-management | purpose: marketing",
                "basis | housing/death-to-public-rental.yaml | kind: statutory-duty | kind: curiosity",
                "obligation | housing/death-to-public-rental.yaml | - human-decision | - be-nice",
                "derivation | transport/death-to-concession.yaml | - holderToken | - holderHash",
                "agency | housing/death-to-public-rental.yaml | provider: civil-affairs | provider: bureau-of-nowhere",
                "mode | housing/death-to-public-rental.yaml | mode: event | mode: subscribe",
                "clock | housing/death-to-public-rental.yaml | from: 2026-01-01 | from: someday",
                "condition | public-security-traffic/death-to-vehicle.yaml | record.evidenceLevel == | record.evidence ==",
                "member | housing/death-to-public-rental.yaml | mode: event | mood: event",
            })
    void theUnknownDoesNotLoad(String what, String file, String from, String to) throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        Path agreement = config.resolve("agreements").resolve(file);
        String text = Files.readString(agreement);
        assertThat(text).contains(from);
        Files.writeString(agreement, text.replace(from, to));

        // When
        var loaded = ConfigurationLoader.load(config, Home.types(), Map.of());

        // Then
        assertThat(loaded.configuration()).as(what).isEmpty();
        assertThat(loaded.problems())
                .filteredOn(Problem::isError)
                .anyMatch(problem -> problem.file().equals("agreements/" + file) && problem.line() > 0);
    }

    @ParameterizedTest
    @CsvSource({"bloodGroup", "informant.planet", "coApplicants[].residentId", "deathDate[]"})
    void aFieldThatTheTypeDoesNotHaveIsNeitherReleasedNorNamed(String unknown) {
        // Given
        FieldPath path = FieldPath.of(unknown);
        Agreement agreement =
                SampleAgreement.named("a").release("deathDate", unknown).build();

        // When
        Decision decision = decide(agreement, "civil-affairs", DEATH.id(), Set.of(path, FieldPath.of("deathDate")))
                .get(0);

        // Then
        assertThat(decision.released()).containsExactly(FieldPath.of("deathDate"));
        assertThat(decision.withheld()).doesNotContainKey(path);
    }

    @Test
    void aDerivedFieldThatTheTypeDoesNotDeclareIsNotReleased() {
        Agreement agreement =
                SampleAgreement.named("a").release("deathDate", "deathDecade").build();

        assertThat(decide(agreement, "civil-affairs", DEATH.id(), SampleAgreement.paths("deathDate", "deathDecade"))
                        .get(0)
                        .released())
                .containsExactly(FieldPath.of("deathDate"));
    }

    @Test
    void anUnknownTypeVersionProviderOrModeIsDecidedByNobody() {
        Agreement event = SampleAgreement.named("a").build();
        Agreement query = SampleAgreement.named("a")
                .asked(Mode.QUERY, "deceasedResidentId")
                .build();
        Set<FieldPath> leaves = SampleAgreement.paths("deathDate");

        assertThat(decide(event, "civil-affairs", DEATH.id(), leaves)).hasSize(1);
        assertThat(decide(event, "civil-affairs", RecordTypeId.of("dog-registration/1"), leaves))
                .isEmpty();
        assertThat(decide(event, "civil-affairs", RecordTypeId.of("death-registration/9"), leaves))
                .isEmpty();
        assertThat(decide(event, "bureau-of-nowhere", DEATH.id(), leaves)).isEmpty();
        assertThat(decide(query, "civil-affairs", DEATH.id(), leaves)).isEmpty();
    }

    @Test
    void anAgreementOverATypeThatIsNotLoadedMakesNoEngine() {
        Agreement agreement =
                SampleAgreement.named("a").record("dog-registration/1").build();

        assertThatThrownBy(() -> engine(agreement))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no record type dog-registration/1");
    }

    @Test
    void aConsumerThatNobodyCertifiedGetsNothing() {
        Agreement agreement =
                SampleAgreement.named("a").consumer("bureau-of-nowhere").build();

        Decision decision = decide(agreement, "civil-affairs", DEATH.id(), SampleAgreement.paths("deathDate"))
                .get(0);

        assertThat(decision.denied().orElseThrow().code().code()).isEqualTo("agreement-not-in-force");
        assertThat(decision.denied().orElseThrow().message()).contains("bureau-of-nowhere");
    }

    @Test
    void aBindingToAnAgreementThatNobodyKnowsIsDecidedByNobody() {
        Agreement bound = SampleAgreement.named("a").bound(true).build();

        assertThat(engine(bound)
                        .decide(
                                "civil-affairs",
                                DEATH.id(),
                                Json.object(),
                                SampleAgreement.paths("deathDate"),
                                Optional.of("digest-of-nothing"),
                                NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T15:59:59Z, true",
        "2025-12-31T16:00:00Z, false",
        "1970-01-01T00:00:00Z, true",
        "9999-01-01T00:00:00Z, true"
    })
    void aClockOutsideOfTheAgreementReleasesNothing(Instant now, boolean denied) {
        Decision decision = engine(SampleAgreement.named("a").build())
                .decide(
                        "civil-affairs",
                        DEATH.id(),
                        Json.object(),
                        SampleAgreement.paths("deathDate"),
                        Optional.empty(),
                        now)
                .get(0);

        assertThat(decision.denied().isPresent()).isEqualTo(denied);
        assertThat(decision.releases()).isNotEqualTo(denied);
    }

    @Test
    void anUnknownBasisOrObligationMakesNoAgreement() {
        assertThatThrownBy(() -> new Basis("curiosity", "i", "1", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> SampleAgreement.named("a").obligations("be-nice").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(SampleAgreement.named("a")
                        .obligations("human-decision", "retain-at-most: P5Y")
                        .build())
                .isNotNull();
    }

    @Test
    void anUnknownPurposeAndAnUnknownKeyUseAnswerNoRequest() {
        Agreement query = SampleAgreement.named("a")
                .asked(Mode.QUERY, "deceasedResidentId")
                .build();

        assertThat(asked(query, request().put("purpose", "marketing"))).isEqualTo("purpose");
        assertThat(RequestReader.read(RequestReader.withDefaults(signed("oracle"), NOW))
                        .problems())
                .contains("'use' is none of the words that are known");
        assertThat(asked(query, signed("seal"))).isEqualTo("key-scope");
        assertThat(asked(query, request())).isEmpty();
    }

    private static String asked(Agreement agreement, ObjectNode request) {
        var engine = new RequestEngine(
                Home.types(),
                Map.of(
                        "record-management",
                        new Purpose("record-management", "t", "t", "dpv:RecordManagement", "d", false, 1)),
                List.of(agreement),
                slug -> Optional.of("440300"),
                ZONE,
                Duration.ofMinutes(5));
        Request read = RequestReader.read(RequestReader.withDefaults(request, NOW))
                .request()
                .orElseThrow();
        return engine.decide(read, List.of(), Past.UNKNOWN, NOW)
                .get(0)
                .denied()
                .map(why -> why.code().code())
                .orElse("");
    }

    private static ObjectNode request() {
        ObjectNode request = Json.object()
                .put("mode", "query")
                .put("consumer", "housing")
                .put("provider", "civil-affairs")
                .put("record", "death-registration/1")
                .put("purpose", "record-management");
        request.putArray("subjects").addObject().put("deceasedResidentId", "n");
        return request;
    }

    private static ObjectNode signed(String use) {
        ObjectNode request = request();
        request.putObject("signedBy").put("agency", "housing").put("use", use).put("valid", true);
        return request;
    }

    private static List<Decision> decide(
            Agreement agreement, String provider, RecordTypeId type, Set<FieldPath> leaves) {
        return engine(agreement).decide(provider, type, Json.object(), leaves, Optional.empty(), NOW);
    }

    private static DecisionEngine engine(Agreement agreement) {
        return new DecisionEngine(
                Home.types(),
                List.of(agreement),
                slug -> slug.equals("housing") ? Optional.of("440300") : Optional.empty(),
                ZONE);
    }
}
