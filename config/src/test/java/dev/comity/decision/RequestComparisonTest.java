package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.config.Purpose;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The decision on requests against a second one that is slow and obvious, on random agreements, records and requests. */
class RequestComparisonTest {

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Map<String, Purpose> PURPOSES = Map.of(
            "eligibility", new Purpose("eligibility", "t", "t", "dpv:Purpose", "d", false, 1),
            "age-verification", new Purpose("age-verification", "t", "t", "dpv:Purpose", "d", false, 2),
            "marketing", new Purpose("marketing", "t", "t", "dpv:Purpose", "d", true, 3));

    @Test
    void decidesAsTheSlowAndObviousEngineDoes() {
        Set<String> met = new TreeSet<>();
        Cases.forEach(seed -> met.addAll(compare(seed)));

        // Every reason decides now and then, and so does every kind of answer: else the comparison would compare
        // nothing.
        if (Cases.areEnough()) {
            assertThat(met)
                    .contains("replayed from-the-future expired wrong-sender key-scope key-expired purpose unknown-type"
                            .split(" "))
                    .contains(
                            "unknown-version no-agreement agreement-not-in-force lookup not-released case authorisation"
                                    .split(" "))
                    .contains("approval rate budget jurisdiction condition no-record small-cell".split(" "))
                    .contains("consistent", "inconsistent", "shown");
        }
    }

    /** @return the reasons and answers of the case */
    private static Set<String> compare(long seed) {
        // Given
        RandomRequests random = new RandomRequests(new Random(seed));
        List<Agreement> agreements = random.agreements();
        List<ObjectNode> found = random.records();
        Request request = random.request(agreements, found);
        Past past = random.past(agreements);
        Instant now = random.now();
        var engine = new RequestEngine(
                Home.types(),
                PURPOSES,
                agreements,
                slug -> Optional.ofNullable(RandomRequests.DIVISIONS.get(slug)),
                RandomRequests.ZONE,
                SKEW);
        var slow = new SlowRequest(
                Home.types(),
                PURPOSES.values().stream().collect(Collectors.toMap(Purpose::code, Purpose::retired)),
                agreements,
                RandomRequests.DIVISIONS,
                RandomRequests.ZONE);

        // When
        List<RequestDecision> decisions = engine.decide(request, found, past, now);

        // Then
        assertThat(decisions.stream().map(RequestComparisonTest::text).sorted().toList())
                .as("seed %d", seed)
                .isEqualTo(slow.decide(request, found, past, now, SKEW));
        decisions.forEach(decision -> saysNothingBeyondItsAgreement(decision, request));
        return decisions.stream().flatMap(RequestComparisonTest::met).collect(Collectors.toSet());
    }

    private static Stream<String> met(RequestDecision decision) {
        Stream<Refusal> denied = Stream.concat(
                decision.denied().stream(), decision.answers().stream().flatMap(answer -> answer.denied().stream()));
        Stream<String> answers = decision.answers().stream()
                .filter(answer -> answer.denied().isEmpty())
                .map(answer -> answer.verdict().map(Verdict::code).orElse("shown"));
        return Stream.concat(denied.map(why -> why.code().code()), answers);
    }

    private static String text(RequestDecision decision) {
        String head = decision.agreement().map(a -> a.id() + "." + a.version()).orElse("-") + " "
                + decision.denied().map(why -> why.code().code()).orElse("");
        return head
                + decision.answers().stream()
                        .map(answer -> " [" + answer.subject() + " " + text(answer) + "]")
                        .collect(Collectors.joining());
    }

    private static String text(Answer answer) {
        return answer.denied()
                .map(why -> why.code().code())
                .orElseGet(() -> answer.released()
                        + answer.verdict().map(verdict -> " " + verdict.code()).orElse(""));
    }

    private static void saysNothingBeyondItsAgreement(RequestDecision decision, Request request) {
        Told told = decision.told();
        for (Told.About about : told.about()) {
            assertThat(decision.agreement().map(Agreement::release).orElse(Set.of()))
                    .containsAll(about.fields());
            assertThat(about.verdict().isPresent()).isNotEqualTo(!about.fields().isEmpty());
            if (request.mode() == Mode.VERIFY) {
                assertThat(about.fields()).isEmpty();
            }
        }
        for (Answer answer : decision.answers()) {
            assertThat(answer.withheld()).doesNotContainKeys(answer.released().toArray(FieldPath[]::new));
        }
    }
}
