package dev.comity.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.decision.Request;
import dev.comity.decision.RequestDecision;
import dev.comity.decision.RequestEngine;
import dev.comity.decision.RequestReader;
import dev.comity.json.Json;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home", ".."));
    private static final Configuration CONFIGURATION = configuration();
    private static final Instant START = Instant.parse("2026-06-15T02:00:00Z");
    private static final ZoneId ZONE = CONFIGURATION.hub().zone();
    private static final String ID = "request-of-twenty-letters-";

    @TempDir
    Path folder;

    @Test
    void aBudgetSurvivesARestart() throws IOException {
        // Given
        List<String> reasons = new ArrayList<>();

        // When
        for (int i = 0; i < 5; i++) {
            try (Budgets budgets = Budgets.open(folder, ZONE)) {
                reasons.add(ask(budgets, ID + i, "990101194503120012", START.plusSeconds(i)));
            }
        }

        // Then
        assertThat(reasons).containsExactly("", "", "", "budget", "budget");
    }

    @Test
    void anotherPersonHasAnotherBudgetAndAYearLaterItIsFull() throws IOException {
        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            for (int i = 0; i < 3; i++) {
                ask(budgets, ID + i, "990101194503120012", START);
            }

            assertThat(ask(budgets, ID + "a", "990101194503120012", START)).isEqualTo("budget");
            assertThat(ask(budgets, ID + "b", "990102198607150034", START)).isEmpty();
            assertThat(ask(budgets, ID + "c", "990101194503120012", START.plus(Duration.ofDays(366))))
                    .isEmpty();
        }
    }

    @Test
    void fiveHundredNumbersInARowAreStoppedAlsoAcrossARestart() throws IOException {
        // Given
        List<String> reasons = new ArrayList<>();

        // When
        for (int part = 0; part < 2; part++) {
            try (Budgets budgets = Budgets.open(folder, ZONE)) {
                for (int i = part * 250; i < part * 250 + 250; i++) {
                    reasons.add(ask(budgets, ID + i, "number-" + i, START.plusSeconds(i)));
                }
            }
        }

        // Then
        assertThat(reasons.subList(0, 400)).containsOnly("");
        assertThat(reasons.subList(400, 500)).containsOnly("rate");
    }

    @Test
    void aRequestCountsOnceWheneverItComesAgain() throws IOException {
        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            ask(budgets, ID, "990101194503120012", START);
        }

        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            assertThat(ask(budgets, ID, "990101194503120012", START.plusSeconds(1)))
                    .isEqualTo("replayed");
            assertThat(ask(budgets, ID + "2", "990101194503120012", START.plusSeconds(1)))
                    .isEmpty();
        }
    }

    @Test
    void aLineThatACrashCutShortIsCutOff() throws IOException {
        // Given
        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            ask(budgets, ID, "990101194503120012", START);
        }
        String whole = Files.readString(folder.resolve("uses"));
        Files.writeString(folder.resolve("uses"), "1 17", StandardOpenOption.APPEND);

        // When
        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            ask(budgets, ID + "2", "990101194503120012", START);
        }

        // Then
        assertThat(Files.readString(folder.resolve("uses")))
                .startsWith(whole + "1 ")
                .doesNotContain("1 171");
    }

    @Test
    void aBrokenFileStopsTheHubAndIsNamed() throws IOException {
        Files.writeString(folder.resolve("uses"), "1 17 x\n2 1 2 3\n");

        assertThatThrownBy(() -> Budgets.open(folder, ZONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("uses:1 is not a counted use")
                .hasMessageContaining("restore the file");
    }

    @Test
    void noValueStandsInItsFiles() throws IOException {
        // When
        try (Budgets budgets = Budgets.open(folder, ZONE)) {
            ask(budgets, ID, "990101194503120012", START);
        }

        // Then
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("990101194503120012")
                        .doesNotContain("birthDate");
            }
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("token.key"))).hasSize(2);
    }

    @Test
    void tokensOfTwoListsOfWordsAreNeverTheSame() throws IOException {
        Tokens tokens = Tokens.read(folder.resolve("token.key"));

        assertThat(tokens.of("a", "b")).isEqualTo(tokens.of("a", "b")).isNotEqualTo(tokens.of("a", "b", ""));
        assertThat(tokens.of("a1:b")).isNotEqualTo(tokens.of("a", "b"));
        assertThat(Tokens.read(folder.resolve("token.key")).of("a")).isEqualTo(tokens.of("a"));
        assertThat(Tokens.read(folder.resolve("another.key")).of("a")).isNotEqualTo(tokens.of("a"));
    }

    private static String ask(Budgets budgets, String id, String resident, Instant at) throws IOException {
        Agreement age = CONFIGURATION.agreements().stream()
                .filter(agreement -> agreement.id().equals("age-for-concession"))
                .findFirst()
                .orElseThrow();
        RecordType type = CONFIGURATION.types().find(age.record()).orElseThrow();
        var engine = new RequestEngine(
                CONFIGURATION.types(),
                CONFIGURATION.purposes(),
                CONFIGURATION.agreements(),
                slug -> Optional.ofNullable(CONFIGURATION.agencies().get(slug)).map(AgencyEntry::division),
                ZONE,
                Duration.ofMinutes(5));
        RequestDecision decision = budgets.decide(
                        engine, request(age, resident, at), id, List.of(age), type, List.of(), Set.of(), at)
                .get(0);
        return decision.denied().map(Refusal::code).map(Object::toString).orElse("");
    }

    private static Request request(Agreement age, String resident, Instant at) {
        ObjectNode request = Json.object()
                .put("mode", "verify")
                .put("consumer", age.consumer())
                .put("provider", age.provider())
                .put("record", age.record().toString())
                .put("purpose", age.purpose());
        request.putArray("subjects").addObject().put("residentId", resident);
        request.putObject("presents").put("ageAtLeast60", "yes");
        return RequestReader.read(RequestReader.withDefaults(request, at))
                .request()
                .orElseThrow();
    }

    private static Configuration configuration() {
        try {
            RecordTypes types = RecordTypes.load(HOME.resolve("schemas"), new ArrayList<>());
            return ConfigurationLoader.load(HOME.resolve("config"), types, Map.of())
                    .configuration()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
