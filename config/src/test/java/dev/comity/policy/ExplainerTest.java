package dev.comity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.Home;
import dev.comity.json.Json;
import dev.comity.policy.Explanation.Outcome;
import dev.comity.policy.Explanation.Rule;
import dev.comity.policy.Explanation.Under;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final RecordType DEATH = Home.type("death-registration/1");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Configuration CONFIGURATION = Home.configurationOnce();

    @Test
    void aReleasedFieldIsDecidedByItsLineUnderRelease() throws Exception {
        Outcome outcome = outcome(explain("cremated", "transport", NOW), "deathDate");

        assertThat(outcome.released()).isTrue();
        assertThat(line(outcome)).isEqualTo("- deathDate");
    }

    @Test
    void aDerivedFieldIsExplainedLikeAnyOther() throws Exception {
        Outcome outcome = outcome(explain("cremated", "transport", NOW), "holderToken");

        assertThat(outcome.released()).isTrue();
        assertThat(line(outcome)).isEqualTo("- holderToken");
    }

    @Test
    void aFieldThatIsWithheldByNameIsDecidedByThatLine() throws Exception {
        Outcome outcome = outcome(explain("cremated", "transport", NOW), "deceasedResidentId");

        assertThat(outcome.rule()).isEqualTo(Rule.WITHHOLD);
        assertThat(line(outcome)).isEqualTo("- deceasedResidentId");
    }

    @Test
    void aFieldThatTheAgreementDoesNotNameIsDecidedByTheSchemasLine() throws Exception {
        Outcome outcome = outcome(explain("cremated", "transport", NOW), "informant.phone");

        assertThat(outcome.rule()).isEqualTo(Rule.NOT_NAMED);
        assertThat(outcome.where().file()).isEqualTo("schemas/records/death-registration/1/schema.json");
        String text = Files.readAllLines(DEATH.folder().resolve("schema.json"))
                .get(outcome.where().line() - 1);
        assertThat(text).contains("\"phone\"");
    }

    @Test
    void aConditionThatDoesNotHoldIsNamedWithItsLineForEveryFieldThatWouldBeReleased() throws Exception {
        Under under = explain("hospital-only", "transport", NOW);

        assertThat(under.releases()).isFalse();
        assertThat(under.denied()).isPresent();
        assertThat(outcome(under, "deathDate").rule()).isEqualTo(Rule.WHEN);
        assertThat(line(outcome(under, "deathDate"))).startsWith("when:");
        assertThat(outcome(under, "causeOfDeath").rule()).isEqualTo(Rule.NOT_NAMED);
    }

    @Test
    void aRecordOutsideTheJurisdictionIsDecidedByThatLine() throws Exception {
        Under under = explain("cremated", "transport", NOW, slug -> Optional.of("440100"));

        assertThat(outcome(under, "deathDate").rule()).isEqualTo(Rule.JURISDICTION);
        assertThat(line(outcome(under, "deathDate"))).startsWith("jurisdiction:");
    }

    @Test
    void aJurisdictionWithoutAnAnswerIsNotTakenForTheOtherCondition() throws Exception {
        Under under = explain("court-declared-then-revoked", "transport", NOW);

        assertThat(outcome(under, "evidenceLevel").rule()).isEqualTo(Rule.JURISDICTION);
    }

    @Test
    void aDayOutsideTheValidityIsDecidedByThatLine() throws Exception {
        Under under = explain("cremated", "transport", Instant.parse("2028-01-01T08:00:00Z"));

        assertThat(outcome(under, "deathDate").rule()).isEqualTo(Rule.VALID);
        assertThat(line(outcome(under, "deathDate"))).startsWith("valid:");
    }

    @Test
    void aConsumerWhomNobodyCertifiedIsSaidToBeOne() throws Exception {
        Under under = explain("cremated", "transport", NOW, slug -> Optional.empty());

        assertThat(outcome(under, "deathDate").rule()).isEqualTo(Rule.CONSUMER);
        assertThat(line(outcome(under, "deathDate"))).startsWith("consumer:");
    }

    @Test
    void anAgencyWithoutAnAgreementSeesNothingOfAnyField() throws Exception {
        Under under = explain("cremated", "open-data", NOW);

        assertThat(under.agreement()).isEmpty();
        assertThat(under.fields())
                .isNotEmpty()
                .allMatch(field -> field.rule() == Rule.NO_AGREEMENT && !field.released());
    }

    @Test
    void severalAgreementsStandSideBySide() throws Exception {
        // Given
        ObjectNode card = record(Home.type("transit-concession-card/1"), "senior-card");

        // When
        var consumers = CONFIGURATION.agreements().stream()
                .filter(a -> a.record().name().equals("transit-concession-card"))
                .map(a -> a.consumer())
                .distinct()
                .toList();

        // Then
        assertThat(consumers).isNotEmpty();
        for (String consumer : consumers) {
            long own = CONFIGURATION.agreements().stream()
                    .filter(a -> a.record().name().equals("transit-concession-card")
                            && a.consumer().equals(consumer))
                    .map(a -> a.id())
                    .distinct()
                    .count();
            assertThat(explainer(certified())
                            .explain(Home.type("transit-concession-card/1"), card, consumer, NOW)
                            .agreements())
                    .hasSize((int) own);
        }
    }

    private static Under explain(String example, String consumer, Instant at) throws Exception {
        return explain(example, consumer, at, certified());
    }

    private static Under explain(
            String example, String consumer, Instant at, Function<String, Optional<String>> divisions)
            throws Exception {
        return explainer(divisions).explain(DEATH, record(DEATH, example), consumer, at).agreements().stream()
                .filter(under -> under.agreement()
                        .map(a -> a.mode() == dev.comity.agreement.Mode.EVENT)
                        .orElse(true))
                .findFirst()
                .orElseThrow();
    }

    private static Explainer explainer(Function<String, Optional<String>> divisions) {
        return new Explainer(CONFIGURATION, divisions);
    }

    private static Function<String, Optional<String>> certified() {
        return slug -> Optional.ofNullable(CONFIGURATION.agencies().get(slug)).map(AgencyEntry::division);
    }

    private static ObjectNode record(RecordType type, String example) throws Exception {
        return Json.parseObject(Files.readAllBytes(type.folder().resolve("examples/" + example + ".json")));
    }

    private static Outcome outcome(Under under, String field) {
        return under.fields().stream()
                .filter(one -> one.path().equals(FieldPath.of(field)))
                .findFirst()
                .orElseThrow();
    }

    private static String line(Outcome outcome) throws Exception {
        return Files.readAllLines(Home.config().resolve(outcome.where().file()))
                .get(outcome.where().line() - 1)
                .strip();
    }
}
