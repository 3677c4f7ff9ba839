package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The engine against a second one that is slow and obvious, on random agreements and records. */
class DecisionComparisonTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final RecordType DEATH = Home.type("death-registration/1");
    private static final List<FieldPath> LEAVES = DEATH.fields().values().stream()
            .filter(field -> field.leaf())
            .map(field -> field.path())
            .toList();
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final List<String> CONSUMERS = List.of("transport", "housing", "statistics", "unknown-agency");
    private static final Map<String, String> DIVISIONS =
            Map.of("transport", "440300", "housing", "440100", "statistics", "440000");

    @Test
    void decidesAsTheSlowAndObviousEngineDoes() {
        Set<String> met = new TreeSet<>();
        Cases.forEach(seed -> met.addAll(compare(seed)));

        if (Cases.areEnough()) {
            assertThat(met)
                    .contains(
                            "released",
                            "nothing disclosed",
                            "agreement-not-in-force",
                            "jurisdiction",
                            "condition",
                            "budget");
        }
    }

    /** @return the reasons of the case */
    private static Set<String> compare(long seed) {
        // Given
        Random random = new Random(seed);
        List<Agreement> agreements = agreements(random);
        ObjectNode record = record(random);
        Set<FieldPath> leaves = some(random, LEAVES, 0.6);
        Optional<String> bound = bound(random, agreements);
        Instant now = FIRST.plusDays(random.nextInt(60))
                .atTime(random.nextInt(24), 0)
                .atZone(ZONE)
                .toInstant();
        Past past = past(random, agreements);
        DecisionEngine engine =
                new DecisionEngine(Home.types(), agreements, slug -> Optional.ofNullable(DIVISIONS.get(slug)), ZONE);

        // When
        List<Decision> decisions = engine.decide("civil-affairs", DEATH.id(), record, leaves, bound, past, now);

        // Then
        assertThat(decisions.stream().map(SlowDecision.Verdict::of).toList())
                .as("seed %d", seed)
                .isEqualTo(SlowDecision.decide(
                        agreements, DIVISIONS, ZONE, "civil-affairs", DEATH, record, leaves, bound, past, now));
        // A decision that was made before is the same when it is made again.
        assertThat(engine.decide("civil-affairs", DEATH.id(), record, leaves, bound, past, now))
                .isEqualTo(decisions);
        return decisions.stream()
                .map(decision -> decision.denied()
                        .map(why -> why.code().code())
                        .orElse(decision.releases() ? "released" : "nothing disclosed"))
                .collect(Collectors.toSet());
    }

    /** Up to six agreements with up to two versions each; versions of one agreement are never valid on the same day. */
    private static List<Agreement> agreements(Random random) {
        List<Agreement> agreements = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(40);
            int to = from + random.nextInt(30);
            // A version is between the same parties, over the same type, in the same mode.
            String provider = random.nextInt(8) == 0 ? "housing-registry" : "civil-affairs";
            String consumer = CONSUMERS.get(random.nextInt(CONSUMERS.size()));
            String record = random.nextInt(8) == 0 ? "marriage-registration/1" : "death-registration/1";
            boolean query = random.nextInt(8) == 0;
            boolean bound = random.nextInt(3) == 0;
            int versions = random.nextInt(3) == 0 ? 2 : 1;
            for (int version = 1; version <= versions; version++) {
                SampleAgreement sample = random(random, "agreement-" + i, version, from, to)
                        .provider(provider)
                        .consumer(consumer)
                        .record(record)
                        .bound(bound);
                agreements.add((query ? sample.asked(Mode.QUERY, "deceasedResidentId") : sample).build());
                from = to + 1 + random.nextInt(10);
                to = from + random.nextInt(30);
            }
        }
        java.util.Collections.shuffle(agreements, random);
        return agreements;
    }

    private static SampleAgreement random(Random random, String id, int version, int from, int to) {
        Set<FieldPath> release = some(random, LEAVES, random.nextDouble());
        release.add(LEAVES.get(random.nextInt(LEAVES.size())));
        SampleAgreement sample = SampleAgreement.named(id)
                .version(version)
                .days(from, to)
                .release(release)
                .jurisdiction(condition(random, true))
                .when(condition(random, false));
        if (random.nextInt(4) == 0) {
            sample.limits(new Limit(Limit.Kind.ANSWERS, 1 + random.nextInt(3), Period.ofYears(1)));
        }
        return sample;
    }

    /** Counts near the limits; some were never counted. */
    private static Past past(Random random, List<Agreement> agreements) {
        Map<Counted, Integer> counts = new HashMap<>();
        for (Agreement agreement : agreements) {
            for (FieldPath leaf : LEAVES) {
                if (random.nextInt(10) > 0) {
                    counts.put(Counted.answers(agreement.id(), leaf), random.nextInt(3));
                }
            }
        }
        return new Past(false, Set.of(), counts);
    }

    /** Conditions of the shipped agreements over deaths: each may hold, fail, or have no answer for a random record. */
    private static Optional<Condition> condition(Random random, boolean jurisdiction) {
        List<Condition> known = Home.configurationOnce().agreements().stream()
                .filter(agreement -> agreement.record().equals(DEATH.id()))
                .flatMap(agreement -> (jurisdiction ? agreement.jurisdiction() : agreement.when()).stream())
                .toList();
        return random.nextBoolean() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
    }

    private static ObjectNode record(Random random) {
        Map<String, List<String>> values = new HashMap<>();
        values.put("evidenceLevel", List.of("cremation", "medical-certificate", "register-cancelled"));
        values.put("deathDivision", List.of("440305", "440100", "110101", "44030"));
        values.put("deathDate", List.of("2026-01-01"));
        ObjectNode record = Json.object();
        values.forEach((name, some) -> {
            if (random.nextInt(4) > 0) {
                record.put(name, some.get(random.nextInt(some.size())));
            }
        });
        return record;
    }

    private static Optional<String> bound(Random random, List<Agreement> agreements) {
        if (agreements.isEmpty() || random.nextBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                random.nextInt(5) == 0
                        ? "another-digest"
                        : agreements.get(random.nextInt(agreements.size())).digest());
    }

    private static Set<FieldPath> some(Random random, List<FieldPath> all, double share) {
        Set<FieldPath> some = new TreeSet<>();
        all.forEach(path -> {
            if (random.nextDouble() < share) {
                some.add(path);
            }
        });
        return some;
    }
}
