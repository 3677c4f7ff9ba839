package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DecisionEngineTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final RecordType DEATH = Home.type("death-registration/1");
    private static final List<FieldPath> LEAVES = DEATH.fields().values().stream()
            .filter(field -> field.leaf())
            .map(field -> field.path())
            .toList();
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final Map<String, String> DIVISIONS =
            Map.of("transport", "440300", "housing", "440100", "statistics", "440000");

    /** EDC: a rule whose constraints are not understood is ignored, and so always true. */
    @Test
    void aConditionWithoutAnAnswerReleasesNothing() {
        Decision decision = one("public-security-traffic", "{'deathDate':'2026-02-01'}", Set.of("deathDate"));

        assertThat(decision.released()).isEmpty();
        assertThat(decision.denied().orElseThrow().code().code()).isEqualTo("condition");
        assertThat(decision.withheld().values()).containsOnly("denied");
    }

    /** Cube 10803: any grant of full access switched masking off for all rows. */
    @Test
    void aWiderAgreementOfTheSameConsumerDoesNotWidenANarrowOne() {
        // Given
        Agreement narrow = agreement("narrow", 1, "housing", Set.of("deathDate"), 0, 100);
        Agreement wide = agreement("wide", 1, "housing", Set.of("deathDate", "name", "deceasedResidentId"), 0, 100);

        // When
        List<Decision> decisions = engine(List.of(wide, narrow))
                .decide("civil-affairs", DEATH.id(), Json.object(), Set.copyOf(LEAVES), Optional.empty(), noon(1));

        // Then
        assertThat(decisions)
                .extracting(decision -> decision.released().toString())
                .containsExactly("[deathDate]", "[deathDate, deceasedResidentId, name]");
    }

    /** AuthzForce 91: obligations of the second permit rule were lost. */
    @Test
    void eachDecisionCarriesTheObligationsOfItsOwnAgreement() {
        List<Decision> decisions = new DecisionEngine(
                        Home.types(), Home.configuration().agreements(), slug -> Optional.of("440300"), ZONE)
                .decide("civil-affairs", DEATH.id(), Json.object(), Set.copyOf(LEAVES), Optional.empty(), noon(1));

        assertThat(decisions)
                .hasSize(2)
                .allMatch(decision -> !decision.agreement().obligations().isEmpty());
        assertThat(decisions.get(0).agreement().obligations())
                .isNotEqualTo(decisions.get(1).agreement().obligations());
    }

    /** Kroxylicious: a missing key passes data unencrypted. Here: a consumer whom nobody certified. */
    @Test
    void aConsumerWhomNoRegistrarCertifiedGetsNothing() {
        List<Decision> decisions = engine(List.of(agreement("a", 1, "unknown-agency", Set.of("deathDate"), 0, 100)))
                .decide("civil-affairs", DEATH.id(), Json.object(), Set.copyOf(LEAVES), Optional.empty(), noon(1));

        assertThat(decisions).hasSize(1).allMatch(decision -> decision.denied().isPresent());
    }

    /** HAPI FHIR 6855: another path bypassed the field check. */
    @Test
    void anAgreementForAnotherModeReleasesNothingToAnEvent() {
        Agreement query = SampleAgreement.named("a")
                .asked(Mode.QUERY, "deceasedResidentId")
                .build();

        assertThat(engine(List.of(query))
                        .decide(
                                "civil-affairs",
                                DEATH.id(),
                                Json.object(),
                                Set.copyOf(LEAVES),
                                Optional.empty(),
                                noon(1)))
                .isEmpty();
    }

    @Test
    void theLastDayCountsInTheHubsZone() {
        DecisionEngine engine = engine(List.of(agreement("a", 1, "housing", Set.of("deathDate"), 0, 9)));

        assertThat(releases(engine, "2026-01-10T15:59:59Z")).isTrue(); // 23:59:59 in Shanghai
        assertThat(releases(engine, "2026-01-10T16:00:00Z")).isFalse();
        assertThat(releases(engine, "2025-12-31T15:59:59Z")).isFalse();
        assertThat(releases(engine, "2025-12-31T16:00:00Z")).isTrue();
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsNeitherReleasedNorNamed() {
        Decision decision = engine(List.of(agreement("a", 1, "housing", Set.of("deathDate"), 0, 100)))
                .decide(
                        "civil-affairs",
                        DEATH.id(),
                        Json.object(),
                        Set.of(FieldPath.of("deathDate"), FieldPath.of("x")),
                        Optional.empty(),
                        noon(1))
                .get(0);

        assertThat(decision.released()).containsExactly(FieldPath.of("deathDate"));
        assertThat(decision.withheld()).doesNotContainKey(FieldPath.of("x"));
    }

    @Test
    void theNumberOfWithheldFieldsDoesNotDependOnTheRecord() {
        Agreement agreement = agreement("a", 1, "housing", Set.of("deathDate", "name"), 0, 100);

        assertThat(agreement.withheldCount(DEATH)).isEqualTo(DEATH.leaves().size() - 2);
    }

    private static boolean releases(DecisionEngine engine, String instant) {
        return engine.decide(
                        "civil-affairs",
                        DEATH.id(),
                        Json.object(),
                        Set.copyOf(LEAVES),
                        Optional.empty(),
                        Instant.parse(instant))
                .get(0)
                .releases();
    }

    private static Decision one(String consumer, String record, Set<String> leaves) {
        ObjectNode json = parse(record);
        List<Agreement> agreements = Home.configuration().agreements().stream()
                .filter(agreement -> agreement.consumer().equals(consumer))
                .toList();
        return new DecisionEngine(Home.types(), agreements, slug -> Optional.of("440300"), ZONE)
                .decide("civil-affairs", DEATH.id(), json, paths(leaves), Optional.empty(), noon(1))
                .get(0);
    }

    private static DecisionEngine engine(List<Agreement> agreements) {
        return new DecisionEngine(Home.types(), agreements, slug -> Optional.ofNullable(DIVISIONS.get(slug)), ZONE);
    }

    private static Instant noon(int day) {
        return FIRST.plusDays(day).atTime(12, 0).atZone(ZONE).toInstant();
    }

    private static Agreement agreement(String id, int version, String consumer, Set<String> release, int from, int to) {
        return SampleAgreement.named(id)
                .version(version)
                .consumer(consumer)
                .release(paths(release))
                .days(from, to)
                .build();
    }

    private static Set<FieldPath> paths(Set<String> names) {
        Set<FieldPath> paths = new TreeSet<>();
        names.forEach(name -> paths.add(FieldPath.of(name)));
        return paths;
    }

    private static ObjectNode parse(String text) {
        try {
            return Json.parseObject(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (dev.comity.json.MalformedJson e) {
            throw new AssertionError(e);
        }
    }
}
