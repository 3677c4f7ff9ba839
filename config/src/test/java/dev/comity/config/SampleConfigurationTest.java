package dev.comity.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.agreement.Agreement;
import dev.comity.policy.PolicyTests;
import dev.comity.policy.PolicyTests.Outcome;
import dev.comity.yaml.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration that the repository ships. */
class SampleConfigurationTest {

    @Test
    void holdsNoMistake() throws Exception {
        // When
        var loaded = ConfigurationLoader.load(Home.config(), Home.types(), Map.of());

        // Then
        assertThat(loaded.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(loaded.problems())
                .filteredOn(problem -> !problem.message().startsWith("no agreement mentions"))
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "'statusMatches': housing also gets its source 'effectiveStatus', on line 14 of"
                                + " agreements/housing/marriage-to-household.yaml",
                        "'hasSpouse': housing also gets its source 'effectiveStatus', on line 14 of"
                                + " agreements/housing/marriage-to-household.yaml",
                        "'ageAtLeast65': transport also gets 'ageAtLeast60' of the same source: together they narrow"
                                + " 'birthDate' down");
        assertThat(loaded.configuration()).isPresent();
    }

    @Test
    void doesWhatTheTestsBesideItsAgreementsSay() throws Exception {
        // When
        List<Outcome> outcomes = new PolicyTests(Home.configuration()).run();

        // Then
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.holds())
                .extracting(
                        outcome -> outcome.test().place() + " " + outcome.test().given() + ": " + outcome.difference())
                .isEmpty();
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(150);
        assertThat(outcomes)
                .extracting(outcome -> outcome.test().agreement().id())
                .containsAll(Home.configuration().agreements().stream()
                        .map(Agreement::id)
                        .toList());
    }

    @Test
    void showsAnUnconditionalABoundAndARefusingAgreement() throws Exception {
        // When
        List<Agreement> agreements = Home.configuration().agreements();

        // Then
        assertThat(agreements).hasSizeGreaterThanOrEqualTo(9);
        assertThat(agreements)
                .extracting(agreement -> agreement.record().name())
                .contains(
                        "death-registration",
                        "marriage-registration",
                        "public-rental-application",
                        "transit-concession-card",
                        "vehicle-registration",
                        "property-transfer");
        assertThat(agreements).anyMatch(agreement -> agreement.basis().unconditional());
        assertThat(agreements)
                .filteredOn(Agreement::bound)
                .extracting(Agreement::id)
                .contains("death-to-concession", "property-price-bands");
        assertThat(new PolicyTests(Home.configuration()).run())
                .anyMatch(outcome -> outcome.test().because().equals(java.util.Optional.of("when")));
    }
}
