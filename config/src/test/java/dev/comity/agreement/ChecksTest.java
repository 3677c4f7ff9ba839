package dev.comity.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.config.ConfigurationLoader;
import dev.comity.config.Home;
import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agreement may not do as a whole is found before anything runs, where it stands. */
class ChecksTest {

    private static final String PARKING = "agreements/transport/disabled-parking.yaml";
    private static final String AGE = "agreements/transport/age-for-concession.yaml";
    private static final String RENTAL = "agreements/housing/death-to-public-rental.yaml";

    @TempDir
    Path folder;

    @Test
    void theNumberOfADisabilityCertificateTellsTheResidentNumber() throws Exception {
        // When
        List<String> errors = errorsAfter(PARKING, "  - isValid\n", "  - certificateNo\n");

        // Then
        assertThat(errors)
                .anyMatch(error -> error.startsWith(PARKING)
                        && error.contains(
                                "'certificateNo' tells 'residentId', which no agreement of transport releases"))
                .anyMatch(error -> error.contains("'certificateNo' tells 'category', which line "));
    }

    @Test
    void aMaskThatShowsTheTailOfAResidentNumberIsRefused() throws Exception {
        assertThat(errorsAfter(AGE, "  - ageAtLeast65\n", "  - maskedResidentId\n"))
                .anyMatch(error -> error.startsWith(AGE + ":19:5")
                        && error.contains("'maskedResidentId' masks a resident number in the middle and shows its tail")
                        && error.contains("3,318 of 36,525 birth dates"));
        assertThat(errorsAfter(AGE, "  - ageAtLeast65\n", "  - residentIdEnd\n"))
                .noneMatch(error -> error.contains("masks a resident number"));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 1, true",
        "6, 4, true",
        "7, 1, true",
        "6, 0, false",
        "5, 1, false",
        "0, 4, false",
        "14, 0, true",
        "13, 0, false",
        "0, 14, true",
        "5, 9, true"
    })
    void aMaskHidesOnlyWhatCannotBeTriedOut(int head, int tail, boolean refused) {
        assertThat(new MaskedNumber(head, tail).reason().isPresent()).isEqualTo(refused);
    }

    @Test
    void whatAFieldTellsIsFollowedThroughTheFieldsItTells() {
        var resident = Home.type("resident/1");

        assertThat(Told.by(resident, dev.comity.record.FieldPath.of("residentId")))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("birthDate", "sex", "registeredDivision");
        assertThat(Told.by(resident, dev.comity.record.FieldPath.of("sex"))).isEmpty();
    }

    @Test
    void aVersionThatWidensSaysSoFieldByField() throws Exception {
        // Given
        String older = Files.readString(Home.config().resolve(RENTAL));
        String tests = Files.readString(Home.config().resolve(RENTAL.replace(".yaml", ".tests.yaml")));
        String newer = older.replace("version: 1", "version: 2")
                .replace("from: 2026-01-01, to: 2027-12-31", "from: 2028-01-01, to: 2028-12-31");
        Path config = Home.copyOfConfig(folder);
        Path file = config.resolve(RENTAL.replace(".yaml", ".v2.yaml"));
        Files.writeString(config.resolve(RENTAL.replace(".yaml", ".v2.tests.yaml")), tests);

        // When
        Files.writeString(file, newer);
        List<String> same = errors(config);
        Files.writeString(file, newer.replace("release:\n", "release:\n  - deathDivision\n"));
        List<String> wider = errors(config);
        Files.writeString(
                file, newer.replace("release:\n", "widens:\n  - deathDivision\nrelease:\n  - deathDivision\n"));
        List<String> acknowledged = errors(config);
        Files.writeString(file, newer.replace("release:\n", "widens:\n  - name\n  - cremationDate\nrelease:\n"));
        List<String> wrongly = errors(config);

        // Then
        assertThat(same).isEmpty();
        assertThat(wider)
                .singleElement()
                .asString()
                .contains(":15:5  'deathDivision' is new for housing and the purpose 'record-management': version 1 ("
                        + RENTAL + ") does not release it");
        assertThat(acknowledged).isEmpty();
        assertThat(wrongly)
                .hasSize(2)
                .anyMatch(error -> error.contains("'name' was released by version 1 already"))
                .anyMatch(error -> error.contains("'cremationDate' is not released by this version"));
    }

    @Test
    void cellsOfAnotherPurposeAreAllNew() throws Exception {
        // Given
        Agreement before = agreement("death-to-public-rental");
        Agreement after = agreement("death-to-vehicle");

        // When
        Cells cells = Cells.between(before, after);

        // Then
        assertThat(cells.widened()).isEqualTo(after.release());
        assertThat(cells.narrowed()).isEqualTo(before.release());
        assertThat(cells.conditionsChanged()).isTrue();
        assertThat(Cells.between(before, before)).isEqualTo(new Cells(java.util.Set.of(), java.util.Set.of(), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "transport/age-for-concession | mode: verify | mode: event | nobody asks for an event: 'asks' has no meaning",
                "transport/age-for-concession | asks: | askss: | Did you mean 'asks'?",
                "transport/age-for-concession | by: [residentId] | by: [residentid] | Did you mean 'residentId'?",
                "transport/age-for-concession | by: [residentId] | by: [name.full] | 'by' names none of [residentId]",
                "transport/age-for-concession | by: [residentId] | by: [residentToken] | 'residentToken' is derived",
                "transport/age-for-concession | by: [residentId] | by: [] | 'by' names no field",
                "transport/age-for-concession | by: [residentId] | case: yes | 'case' must be the word 'required', or absent",
                "transport/age-for-concession | by: [residentId] | #by: [residentId]\n  subjects: 3# | 'subjects' has a meaning for mode 'batch' only",
                "transport/age-for-concession | by: [residentId] | #by: [residentId]\n  approvals: 6# | 'approvals' must be a whole number from 1 to 5",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {answer: 3, per: P1Y} | a limit counts one of answers, subjects, requests. Did you mean 'answers'?",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {answers: 3} | 'per' is missing here",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {answers: 0, per: P1Y} | 'answers' must be a whole number from 1",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {answers: 3, per: P0D} | 'per' must be a duration",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {answers: 3, per: -P1D} | 'per' must be a duration",
                "transport/age-for-concession | {answers: 3, per: P1Y} | {subjects: 3, per: P1Y} | 'subjects' is limited a second time",
                "statistics/deaths-by-city | minimum-count: 10 | minimum-count: 1 | 'minimum-count' must be a whole number from 2",
                "statistics/deaths-by-city | minimum-count: 10 | #minimum-count: 10\n  by: [deceasedResidentId]# | where 'by' names subjects nothing is counted",
                "statistics/deaths-by-city | {requests: 12 | {answers: 12 | has:0",
                "civil-affairs/titles-to-allowance | #  authorisation: required\n# | ## | so 'authorisation: required' must stand here",
                "civil-affairs/titles-to-allowance | #  - rightType\n# | #  - ownerMatches\n# | only mode 'verify' can answer it",
                "housing/death-to-public-rental | obligations: | #limits:\n  - {requests: 3, per: P1D}\nobligations:# | of its limits only 'answers' has a meaning",
                "housing/death-to-public-rental | obligations: | #limits:\n  - {answers: 3, per: P1D}\nobligations:# | answers are counted for each source of a derived field, and none is released",
                "statistics/property-price-bands | obligations: | #limits:\n  - {answers: 3, per: P1D}\nobligations:# | answers are counted for each subject, and no field that leaves the provider names one",
                "housing/death-to-public-rental | consumerCovers(record.deathDivision) | caseChecked | 'caseChecked' speaks of the case that a request names",
                "housing/death-to-public-rental | retain-at-most: P5Y | retain-at-most: forever | takes a period such as P5Y or a duration",
            })
    void whatCannotBeMeantIsAnError(String agreement, String from, String to, String message) throws Exception {
        // When
        List<String> errors = errorsAfter("agreements/" + agreement + ".yaml", from, to);

        // Then
        if (message.equals("has:0")) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).anyMatch(error -> error.contains(message));
        }
    }

    @Test
    void aPurposeMapsToAKnownTermOfTheVocabulary() throws Exception {
        assertThat(errorsAfter("purposes.yaml", "dpv:AgeVerification", "dpv:AgeVerificaton"))
                .singleElement()
                .asString()
                .contains("no purpose of the W3C Data Privacy Vocabulary 2.3. Did you mean 'dpv:AgeVerification'?");
        assertThat(PrivacyVocabulary.purposes()).hasSize(121).contains("dpv:ServiceAccessDetermination");
    }

    @Test
    void twoThresholdsOfOneDateAndAPredicateBesideItsSourceAreReported() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        plant(config, AGE, "  - ageAtLeast65\n", "  - ageDecade\n  - birthYear\n");

        // When
        List<String> warnings = ConfigurationLoader.load(config, Home.types(), Map.of()).problems().stream()
                .filter(problem -> !problem.isError())
                .map(Problem::toString)
                .toList();

        // Then
        assertThat(warnings)
                .anyMatch(warning ->
                        warning.contains("'ageDecade': transport also gets 'ageAtLeast60' of the same source"))
                .anyMatch(
                        warning -> warning.contains("'birthYear': transport also gets 'ageDecade' of the same source"));
    }

    private static Agreement agreement(String id) {
        return Home.configurationOnce().agreements().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> errorsAfter(String file, String from, String to) throws Exception {
        Path config = Home.copyOfConfig(folder);
        plant(config, file, from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        List<String> errors = errors(config);
        Files.copy(
                Home.config().resolve(file), config.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return errors;
    }

    private static List<String> errors(Path config) throws Exception {
        return ConfigurationLoader.load(config, Home.types(), Map.of()).problems().stream()
                .filter(Problem::isError)
                .map(Problem::toString)
                .toList();
    }

    private static void plant(Path config, String file, String from, String to) throws Exception {
        String text = Files.readString(config.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(config.resolve(file), text.replace(from, to));
    }
}
