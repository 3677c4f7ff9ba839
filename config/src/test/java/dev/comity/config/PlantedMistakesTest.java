package dev.comity.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a copy of the shipped configuration is reported once, where it stands, with what to do. */
class PlantedMistakesTest {

    private static final String TRANSPORT = "agreements/transport/death-to-concession.yaml";

    @TempDir
    Path folder;

    @Test
    void tenMistakesGiveTenErrorsInTheOrderOfTheirPlaces() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        plant(config, TRANSPORT, "evidenceLevel in", "evidencLevel in");
        plant(config, "agreements/housing/marriage-to-household.yaml", "consumer: housing", "consumer: huosing");
        plant(config, "agreements/housing/property-transfers.yaml", "address.*", "adress.*");
        plant(config, "agreements/statistics/property-price-bands.yaml", "no-reidentification", "no-reidentify");
        plant(config, "agreements/open-data/property-sales.yaml", "kind: public-information", "kind: public-info");
        plant(
                config,
                "agreements/transport/vehicle-to-ride-hailing.yaml",
                "purpose: eligibility",
                "purpose: marketing");
        plant(config, "agreements/public-security-traffic/death-to-vehicle.yaml", "2027-12-31", "2025-12-31");
        plant(config, "agencies.yaml", "uscc: 11440300999000013H", "uscc: 11440300999000013J");
        plant(config, "hub.yaml", "  size: 100", "  size: many");
        plant(config, "purposes.yaml", "    dpv: dpv:RecordManagement", "    dvp: dpv:RecordManagement");

        // When
        List<Problem> errors = errors(config, Map.of());

        // Then
        assertThat(errors.stream().map(problem -> problem.file() + ":" + problem.line()))
                .containsExactly(
                        "agencies.yaml:8",
                        "agreements/housing/marriage-to-household.yaml:6",
                        "agreements/housing/property-transfers.yaml:19",
                        "agreements/open-data/property-sales.yaml:10",
                        "agreements/public-security-traffic/death-to-vehicle.yaml:11",
                        "agreements/statistics/property-price-bands.yaml:23",
                        "agreements/transport/death-to-concession.yaml:14",
                        "agreements/transport/vehicle-to-ride-hailing.yaml:9",
                        "hub.yaml:20",
                        "purposes.yaml:16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "transport/death-to-concession | record: death-registration/1 | record: death-registrations/1 | 8:9 | record type 'death-registrations/1' does not exist. Did you mean 'death-registration/1'?",
                "transport/death-to-concession | record: death-registration/1 | record: death-registration/2 | 8:9 | Did you mean 'death-registration/1'?",
                "transport/death-to-concession | mode: event | mode: evnt | 9:7 | mode 'evnt' does not exist. Did you mean 'event'?",
                "transport/death-to-concession | version: 3 | version: three | 4:10 | 'version' must be a whole number",
                "transport/death-to-concession | version: 3 | versoin: 3 | 4:1 | 'versoin' is not known here. Did you mean 'version'?",
                "transport/death-to-concession | provider: civil-affairs | provider: statistics | 6:11 | does not have the role 'provider'",
                "transport/death-to-concession | provider: civil-affairs | provider: transport | 7:11 | the same agency",
                "transport/death-to-concession | agreement: death-to-concession | agreement: death-to-cards | 3:12 | must lie in a file death-to-cards.yaml",
                "transport/death-to-concession | consumer: transport | consumer: housing | 7:11 | must lie in the folder agreements/housing/",
                "transport/death-to-concession | '  - deathDate' | '  - \"*\"' | 17:5 | name each field",
                "transport/death-to-concession | '  - deathDate' | '  - deathDat' | 17:5 | Did you mean 'deathDate'?",
                "transport/death-to-concession | '  - deathDate' | '  - informant' | 17:5 | is an object and no single value",
                "transport/death-to-concession | '  - deathDate' | '  - evidenceLevel' | 18:5 | named a second time, first on line 17",
                "transport/death-to-concession | '  - deathDate' | '  - causeOfDeath' | 17:5 | 'causeOfDeath' is never shared",
                "transport/death-to-concession | '  - deathDate' | '  - name' | 21:5 | released on line 17 and withheld here",
                "transport/death-to-concession | delete-unmatched: PT24H | delete-unmatched: soon | 24:23 | takes a duration",
                "transport/death-to-concession | no-onward-transfer | no-onwards-transfer | 25:5 | Did you mean 'no-onward-transfer'?",
                "transport/death-to-concession | jurisdiction: has | jurisdicton: has | 13:1 | Did you mean 'jurisdiction'?",
                "transport/death-to-concession | from: 2026-01-01 | from: 2026-13-01 | 12:15 | 'from' must be a date",
                "transport/death-to-concession | purpose: misuse-prevention | purpose: misuse-preventoin | 10:10 | Did you mean 'misuse-prevention'?",
                "open-data/property-sales | '  - category' | '  - transferDate' | 15:5 | is not public (S1)",
                "civil-affairs/rental-to-allowance | '  - rentBand' | '  - householdIncomeBand' | 19:5 | is sensitive (S3)",
            })
    void oneMistakeIsReportedOnce(String agreement, String from, String to, String place, String message)
            throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        String file = "agreements/" + agreement + ".yaml";
        plant(config, file, unquoted(from), unquoted(to));

        // When
        List<Problem> errors = errors(config, Map.of());

        // Then
        assertThat(errors).filteredOn(problem -> problem.file().equals(file)).hasSize(1);
        // A field that went makes its tests fail, and they say so; nothing else is blamed.
        assertThat(errors)
                .filteredOn(problem -> !problem.file().equals(file))
                .allMatch(problem -> problem.file().equals("agreements/" + agreement + ".tests.yaml")
                        && problem.message().contains("and the test '"));
        assertThat(errors.get(errors.size() - 1))
                .asString()
                .startsWith(file + ":" + place + "  ")
                .contains(message);
    }

    @Test
    void aFieldThatTellsAnotherIsRefusedUnlessThatIsAcceptedByName() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        String file = "agreements/transport/vehicle-to-ride-hailing.yaml";
        plant(config, file, "  - plateType\n", "  - vin\n");
        plant(config, "agreements/transport/vehicle-to-ride-hailing.tests.yaml", "plateType", "vin");

        // When
        List<Problem> refused = errors(config, Map.of());
        plant(config, file, "withhold:\n", "implied:\n  - brandModel\n  - plateType\nwithhold:\n");
        List<Problem> accepted = errors(config, Map.of());

        // Then
        assertThat(refused)
                .extracting(Problem::message)
                .hasSize(2)
                .anyMatch(message ->
                        message.startsWith("'plateNo' tells 'plateType', which no agreement of transport releases"))
                .anyMatch(message ->
                        message.startsWith("'vin' tells 'brandModel', which no agreement of transport releases"));
        assertThat(accepted).isEmpty();
    }

    @Test
    void aFieldThatTellsOneWithheldByNameIsRefused() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        String file = "agreements/transport/vehicle-to-ride-hailing.yaml";
        plant(config, file, "  - energyType\n", "");
        plant(config, file, "withhold:\n", "withhold:\n  - energyType\n");

        // When
        List<Problem> errors = errors(config, Map.of());

        // Then
        assertThat(errors)
                .filteredOn(problem -> problem.file().equals(file))
                .extracting(Problem::message)
                .containsExactly(
                        "'plateNo' tells 'energyType', which line 21 withholds; release a derived field instead");
    }

    @Test
    void aDerivedFieldBesideItsSourceIsReportedAndLoads() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        plant(
                config,
                "agreements/statistics/property-price-bands.yaml",
                "  - tenure\n",
                "  - tenure\n  - transferDate\n");

        // When
        var loaded = ConfigurationLoader.load(config, Home.types(), Map.of());

        // Then
        assertThat(loaded.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(loaded.problems())
                .anyMatch(problem ->
                        problem.message().startsWith("'transferYear': statistics also gets its source 'transferDate'"));
    }

    @Test
    void anAgreementThatNothingTestsDoesNotLoad() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        Files.delete(config.resolve("agreements/transport/death-to-concession.tests.yaml"));

        // When
        List<Problem> errors = errors(config, Map.of());

        // Then
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).asString().startsWith(TRANSPORT).contains("nothing tests this agreement");
    }

    @Test
    void versionsMayNotBeValidOnTheSameDay() throws Exception {
        // Given
        Path config = Home.copyOfConfig(folder);
        Path newer = config.resolve("agreements/transport/death-to-concession.v4.yaml");
        Files.copy(config.resolve(TRANSPORT), newer);
        Files.copy(
                config.resolve("agreements/transport/death-to-concession.tests.yaml"),
                config.resolve("agreements/transport/death-to-concession.v4.tests.yaml"));
        plant(config, "agreements/transport/death-to-concession.v4.yaml", "version: 3", "version: 4");

        // When
        List<Problem> overlapping = errors(config, Map.of());
        plant(config, TRANSPORT, "to: 2027-12-31", "to: 2026-12-31");
        plant(config, "agreements/transport/death-to-concession.v4.yaml", "from: 2026-01-01", "from: 2027-01-01");
        List<Problem> oneAfterTheOther = errors(config, Map.of());

        // Then
        assertThat(overlapping).hasSize(1);
        assertThat(overlapping.get(0).message()).startsWith("overlaps version 3");
        // The copied test decides on a day after the end of its version, which the new version still denies.
        assertThat(oneAfterTheOther).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COMITY_BROKER_PORT, eighty",
        "COMITY_BATCH_SIZE, 0",
        "COMITY_BATCH_WAIT, 20ms",
        "COMITY_ZONE, Asia/Shangai",
        "COMITY_INTAKE_CLOCK_SKEW, PT2H",
        "COMITY_LIMITS_DEPTH, 65",
        "COMITY_ORIGIN, https://hub.example.gov/log/1",
        "COMITY_ID, City Hub",
    })
    void aWrongOverrideIsAnErrorAndNeverTheDefault(String variable, String value) throws Exception {
        // When
        List<Problem> errors = errors(Home.config(), Map.of(variable, value));

        // Then
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).asString().startsWith("environment:").contains(variable + " must be");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws Exception {
        // When
        var loaded = ConfigurationLoader.load(
                Home.config(), Home.types(), Map.of("COMITY_BROKER_PORT", "5672", "COMITY_DELIVERY_MAX_ATTEMPTS", "3"));

        // Then
        HubSettings hub = loaded.configuration().orElseThrow().hub();
        assertThat(hub.port()).isEqualTo(5672);
        assertThat(hub.maxDeliveryAttempts()).isEqualTo(3);
        assertThat(hub.batchSize()).isEqualTo(100);
    }

    @Test
    void anEmptyFolderLacksThreeFiles() throws Exception {
        assertThat(errors(folder, Map.of()))
                .extracting(Problem::file)
                .containsExactly("agencies.yaml", "hub.yaml", "purposes.yaml");
    }

    private static List<Problem> errors(Path config, Map<String, String> environment) throws Exception {
        return ConfigurationLoader.load(config, Home.types(), environment).problems().stream()
                .filter(Problem::isError)
                .toList();
    }

    private static String unquoted(String text) {
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    private static void plant(Path config, String file, String from, String to) throws Exception {
        String text = Files.readString(config.resolve(file));
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(config.resolve(file), text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
