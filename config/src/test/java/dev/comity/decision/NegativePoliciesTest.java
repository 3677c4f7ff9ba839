package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.config.Home;
import dev.comity.config.Purpose;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must never be answered, under the shipped agreements, each for the reason that is meant. */
class NegativePoliciesTest {

    private static final Configuration CONFIGURATION = Home.configurationOnce();
    private static final Instant NOW = Instant.parse("2026-06-15T02:00:00Z");
    private static final String ZHAO = "990101194503120012";

    @Test
    void n1AnAllowanceIsNotToldForMarketing() {
        assertThat(reason(
                        "allowance-to-rent", r -> r.put("consumer", "transport").put("purpose", "marketing")))
                .isEqualTo("purpose");
    }

    @Test
    void n2HousingDoesNotLearnACauseOfDeath() {
        Agreement query = SampleAgreement.named("deaths-asked")
                .asked(Mode.QUERY, "deceasedResidentId")
                .release("deathDate", "name")
                .days(0, 364)
                .build();

        assertThat(reason(List.of(query), query, r -> r.putArray("asks").add("causeOfDeath"), Past.UNKNOWN))
                .isEqualTo("not-released");
        assertThat(reason("allowance-to-rent", r -> r.put("record", "death-registration/1")))
                .isEqualTo("no-agreement");
    }

    @Test
    void n3PropertyIsNotToldWithoutEveryAdultsAuthorisation() {
        assertThat(reason("titles-to-allowance", r -> authorised(r, "2026-01-01", "2026-12-31", ZHAO)))
                .isEmpty();
        assertThat(reason("titles-to-allowance", r -> authorised(r, "2026-01-01", "2026-12-31", "990102198607150034")))
                .isEqualTo("authorisation");
        assertThat(reason("titles-to-allowance", r -> {
                    authorised(r, "2026-01-01", "2026-12-31", ZHAO);
                    ((ArrayNode) r.get("authorisation").get("adults")).add("990102198607150034");
                }))
                .isEqualTo("authorisation");
    }

    @Test
    void n4AnAuthorisationCountsFromItsFirstToItsLastDay() {
        assertThat(reason("titles-to-allowance", r -> authorised(r, "2026-06-15", "2026-06-15", ZHAO)))
                .isEmpty();
        assertThat(reason("titles-to-allowance", r -> authorised(r, "2026-01-01", "2026-06-14", ZHAO)))
                .isEqualTo("authorisation");
        assertThat(reason("titles-to-allowance", r -> authorised(r, "2026-06-16", "2026-12-31", ZHAO)))
                .isEqualTo("authorisation");
    }

    @Test
    void n5AContractorsKeyDoesNotAskForTheAgency() {
        assertThat(reason("age-for-concession", r -> signed(r, "transport", "seal", true)))
                .isEqualTo("key-scope");
        assertThat(reason("age-for-concession", r -> signed(r, "housing", "query", true)))
                .isEqualTo("wrong-sender");
        assertThat(reason("age-for-concession", r -> signed(r, "transport", "query", false)))
                .isEqualTo("key-expired");
    }

    @Test
    void n6ASubjectOfAnotherCityIsNotToldWithoutACase() {
        // Given
        Agreement rent = agreement("allowance-to-rent");
        ObjectNode elsewhere = record("minimum-living-allowance/1/examples/granted.json");
        elsewhere.put("division", "440104001001");
        ObjectNode asked = request(rent).deepCopy();
        asked.set(
                "subjects",
                subjects(
                        "applicantResidentId",
                        elsewhere.get("applicantResidentId").asText()));

        // When
        RequestDecision denied = decide(List.of(rent), asked, List.of(elsewhere), past(rent, 0, 0, 0));
        RequestDecision withCase =
                decide(List.of(rent), asked.deepCopy().put("case", "c-1"), List.of(elsewhere), past(rent, 0, 0, 0));
        RequestDecision absent = decide(List.of(rent), asked, List.of(), past(rent, 0, 0, 0));

        // Then
        assertThat(denied.answers().get(0).denied().orElseThrow().code().code()).isEqualTo("jurisdiction");
        assertThat(withCase.answers().get(0).released()).isNotEmpty();
        assertThat(denied.told()).isEqualTo(absent.told());
    }

    @Test
    void n7NobodyIsFoundByName() {
        assertThat(reason("age-for-concession", r -> r.set("subjects", subjects("name.full", "赵建国"))))
                .isEqualTo("lookup");
    }

    @Test
    void n8FiveHundredNumbersInARowAreNotAnswered() {
        // Given
        Agreement age = agreement("age-for-concession");
        Set<String> seen = new HashSet<>();

        // When
        List<String> reasons = IntStream.range(0, 500)
                .mapToObj(i -> {
                    Past past = past(age, 0, seen.size(), i);
                    seen.add("number-" + i);
                    return reason(
                            List.of(age), age, r -> r.set("subjects", subjects("residentId", "number-" + i)), past);
                })
                .toList();

        // Then
        assertThat(reasons.subList(0, 400)).containsOnly("");
        assertThat(reasons.subList(400, 500)).containsOnly("rate");
    }

    @Test
    void n9TheNumberOfADisabilityCertificateIsNotToldWhereTheResidentNumberIsWithheld() {
        assertThat(reason("disabled-parking", r -> r.putObject("presents").put("certificateNo", "x")))
                .isEqualTo("not-released");
        assertThat(reason("disabled-parking", r -> r.set("subjects", subjects("certificateNo", "x"))))
                .isEqualTo("lookup");
    }

    @Test
    void n10ABirthDateIsNotFoundByAHundredThresholds() {
        // Given
        Agreement age = agreement("age-for-concession");

        // When
        List<String> reasons = IntStream.range(0, 100)
                .mapToObj(i -> reason(List.of(age), age, r -> {}, past(age, i, 0, 0)))
                .toList();

        // Then
        assertThat(reasons.subList(0, 3)).containsOnly("");
        assertThat(reasons.subList(3, 100)).containsOnly("budget");
    }

    @Test
    void n11AWildcardIsNoRecordType() {
        for (String wildcard : List.of("civil.*", "*", "resident/*", "*/1")) {
            assertThat(reason("age-for-concession", r -> r.put("record", wildcard)))
                    .isEqualTo("unknown-type");
        }
        assertThat(reason("age-for-concession", r -> r.put("record", "resident/9")))
                .isEqualTo("unknown-version");
    }

    @Test
    void n12ARequestCountsOnceAndForMinutes() {
        Agreement age = agreement("age-for-concession");
        Past before = past(age, 0, 0, 0);
        Past seen = new Past(true, before.openCases(), before.counts());

        assertThat(reason(List.of(age), age, r -> {}, seen)).isEqualTo("replayed");
        assertThat(reason("age-for-concession", r -> times(r, NOW.minus(Duration.ofDays(1)), 60)))
                .isEqualTo("expired");
        assertThat(reason("age-for-concession", r -> times(r, NOW.minusSeconds(61), 60)))
                .isEqualTo("expired");
        assertThat(reason("age-for-concession", r -> times(r, NOW.minusSeconds(60), 60)))
                .isEmpty();
        assertThat(reason("age-for-concession", r -> times(r, NOW, 601))).isEqualTo("expired");
        assertThat(reason("age-for-concession", r -> times(r, NOW.plusSeconds(301), 60)))
                .isEqualTo("from-the-future");
    }

    @Test
    void n13ARetiredPurposeServesNothing() {
        // Given
        Map<String, Purpose> purposes = new HashMap<>(CONFIGURATION.purposes());
        Purpose age = purposes.get("age-verification");
        purposes.put(
                age.code(), new Purpose(age.code(), age.titleEn(), age.titleZh(), age.dpv(), age.digest(), true, 1));
        Agreement agreement = agreement("age-for-concession");

        // When
        RequestDecision decision = engine(List.of(agreement), purposes)
                .decide(read(request(agreement)), List.of(), past(agreement, 0, 0, 0), NOW)
                .get(0);

        // Then
        assertThat(decision.denied().orElseThrow().code().code()).isEqualTo("purpose");
    }

    @Test
    void n14ARequestUnderAnotherTextOfTheAgreementIsNotAnswered() {
        Agreement age = agreement("age-for-concession");

        assertThat(reason("age-for-concession", r -> r.put("agreement", age.digest())))
                .isEmpty();
        assertThat(reason("age-for-concession", r -> r.put("agreement", "digest-of-an-older-version")))
                .isEqualTo("agreement-not-in-force");
    }

    @Test
    void n15NobodyLooksAtAnOwnRecordAlone() {
        Consumer<ObjectNode> own = r -> r.putObject("official")
                .put("post", "counter-2")
                .putObject("self")
                .put("residentId", ZHAO);

        assertThat(reason("age-for-concession", own)).isEqualTo("approval");
        assertThat(reason(
                        "age-for-concession",
                        own.andThen(r -> r.putArray("approvals").add("counter-2"))))
                .isEqualTo("approval");
        assertThat(reason(
                        "age-for-concession",
                        own.andThen(r -> r.putArray("approvals").add("counter-5"))))
                .isEmpty();
    }

    private static String reason(String agreement, Consumer<ObjectNode> change) {
        Agreement asked = agreement(agreement);
        return reason(CONFIGURATION.agreements(), asked, change, past(asked, 0, 0, 0));
    }

    /** Why the request as a whole is not answered; empty if it is. */
    private static String reason(List<Agreement> agreements, Agreement asked, Consumer<ObjectNode> change, Past past) {
        ObjectNode request = request(asked);
        change.accept(request);
        return decide(agreements, request, List.of(), past)
                .denied()
                .map(Refusal::code)
                .map(Object::toString)
                .orElse("");
    }

    private static RequestDecision decide(
            List<Agreement> agreements, ObjectNode request, List<ObjectNode> found, Past past) {
        List<RequestDecision> decisions =
                engine(agreements, CONFIGURATION.purposes()).decide(read(request), found, past, NOW);
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }

    private static RequestEngine engine(List<Agreement> agreements, Map<String, Purpose> purposes) {
        return new RequestEngine(
                CONFIGURATION.types(),
                purposes,
                agreements,
                slug -> Optional.ofNullable(CONFIGURATION.agencies().get(slug)).map(AgencyEntry::division),
                CONFIGURATION.hub().zone(),
                CONFIGURATION.hub().clockSkew());
    }

    private static Request read(ObjectNode request) {
        RequestReader.Read read = RequestReader.read(RequestReader.withDefaults(request, NOW));
        assertThat(read.problems()).isEmpty();
        return read.request().orElseThrow();
    }

    /** An ordinary request under an agreement, about one person. */
    private static ObjectNode request(Agreement agreement) {
        ObjectNode request = Json.object()
                .put("mode", agreement.mode().code())
                .put("consumer", agreement.consumer())
                .put("provider", agreement.provider())
                .put("record", agreement.record().toString())
                .put("purpose", agreement.purpose());
        FieldPath by = agreement.asking().orElseThrow().by().iterator().next();
        request.set("subjects", subjects(by.value(), ZHAO));
        if (agreement.mode() == Mode.VERIFY) {
            request.putObject("presents")
                    .put(agreement.release().iterator().next().value(), "yes");
        }
        if (agreement.asking().get().caseReference()) {
            request.put("case", "c-1");
        }
        if (agreement.asking().get().authorisation()) {
            authorised(request, "2026-01-01", "2026-12-31", ZHAO);
        }
        return request;
    }

    private static void authorised(ObjectNode request, String from, String to, String... signatories) {
        ObjectNode authorisation = request.putObject("authorisation")
                .put("document", "d")
                .put("from", from)
                .put("to", to);
        Arrays.stream(signatories).forEach(authorisation.putArray("signatories")::add);
        authorisation.putArray("adults").add(signatories[0]);
        authorisation.putArray("records").add(request.get("record").asText().replaceFirst("/.*", ""));
    }

    private static void signed(ObjectNode request, String agency, String use, boolean valid) {
        request.putObject("signedBy").put("agency", agency).put("use", use).put("valid", valid);
    }

    private static void times(ObjectNode request, Instant issued, int seconds) {
        request.put("issued", issued.toString())
                .put("expires", issued.plusSeconds(seconds).toString());
    }

    private static ArrayNode subjects(String field, String value) {
        ArrayNode subjects = Json.object().arrayNode();
        subjects.addObject().put(field, value);
        return subjects;
    }

    private static Past past(Agreement agreement, int answers, int subjects, int requests) {
        Map<Counted, Integer> counts = new HashMap<>();
        CONFIGURATION
                .types()
                .find(agreement.record())
                .orElseThrow()
                .fields()
                .keySet()
                .forEach(path -> counts.put(Counted.answers(agreement.id(), path), answers));
        counts.put(new Counted(agreement.id(), Limit.Kind.SUBJECTS, Optional.empty()), subjects);
        counts.put(new Counted(agreement.id(), Limit.Kind.REQUESTS, Optional.empty()), requests);
        return new Past(false, Set.of("c-1"), counts);
    }

    private static Agreement agreement(String id) {
        return CONFIGURATION.agreements().stream()
                .filter(agreement -> agreement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode record(String example) {
        try {
            return Json.parseObject(Files.readAllBytes(
                    Home.config().resolveSibling("schemas/records").resolve(example)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (dev.comity.json.MalformedJson e) {
            throw new AssertionError(e);
        }
    }
}
