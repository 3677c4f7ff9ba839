package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.config.Purpose;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is answered about each record, field by field. */
class RequestAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-15T04:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void aQueryShowsWhatIsReleasedAskedForAndThere() throws Exception {
        Agreement query = SampleAgreement.named("a")
                .asked(Mode.QUERY, "deceasedResidentId")
                .release("deathDate", "name", "informant.name")
                .build();

        Answer answer = answers(
                        query, "{}", "{'deceasedResidentId':'n','deathDate':'d','informant':{'name':'x','phone':'y'}}")
                .get(0);

        assertThat(answer.released()).isEqualTo(SampleAgreement.paths("deathDate", "informant.name"));
        assertThat(answer.withheld())
                .containsEntry(FieldPath.of("name"), "not-disclosed")
                .containsEntry(FieldPath.of("informant.phone"), "not-released")
                .containsEntry(FieldPath.of("causeOfDeath"), "not-released")
                .doesNotContainKey(FieldPath.of("deathDate"));
        assertThat(answers(query, "{'asks':['deathDate']}", "{'deceasedResidentId':'n','deathDate':'d','name':'x'}")
                        .get(0)
                        .released())
                .isEqualTo(SampleAgreement.paths("deathDate"));
    }

    @Test
    void aVerificationSaysOneWordAndHasNoSubjectWithoutARecord() throws Exception {
        Agreement verify = SampleAgreement.named("a")
                .asked(Mode.VERIFY, "deceasedResidentId")
                .release("deathDate", "name")
                .build();

        assertThat(answers(verify, "{'presents':{'name':'x'}}", "{'deceasedResidentId':'n','name':'x'}")
                        .get(0)
                        .verdict())
                .contains(Verdict.CONSISTENT);
        assertThat(answers(verify, "{'presents':{'name':'x'}}", "{'deceasedResidentId':'other','name':'x'}"))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.denied().orElseThrow().code().code()).isEqualTo("no-record");
                    assertThat(answer.withheld()).isNotEmpty().containsValue("denied");
                });
        assertThat(answers(verify, "{}")).isEmpty();
        assertThat(answers(verify, "{'presents':{'name':'x'},'asks':['name']}")).isEmpty();
    }

    @Test
    void countsLeaveFromTheSmallestNumberOnAndSmallerOnesDoNot() throws Exception {
        Agreement counts = SampleAgreement.named("a")
                .asked(Mode.BATCH)
                .release("evidenceLevel")
                .build();
        String one = "{'evidenceLevel':'cremation'}";
        String other = "{'evidenceLevel':'court-declared'}";

        List<Answer> answers = answers(counts, "{'subjects':[]}", one, other, one);

        assertThat(answers)
                .extracting(
                        answer -> answer.denied().map(why -> why.code().code()).orElse("shown"))
                .containsExactly("shown", "small-cell", "shown");
        assertThat(answers(counts, "{'subjects':[]}", one))
                .extracting(answer -> answer.denied().orElseThrow().code().code())
                .containsExactly("small-cell");
        assertThat(answers(counts, "{'subjects':[]}")).isEmpty();
    }

    @Test
    void onlyWhatIsNeededLeavesItsSourceAlsoOfLists() throws Exception {
        Disclosed disclosed = Disclosed.of(
                json("{'a':'1','b':{'c':'2','d':'3'},'e':[{'f':'4','g':'5'},{'g':'6'}],'h':['7'],'i':{'j':'8'}}"),
                SampleAgreement.paths("a", "b.d", "e[].f", "h[]"));

        assertThat(disclosed.record()).isEqualTo(json("{'a':'1','b':{'d':'3'},'e':[{'f':'4'}],'h':['7']}"));
        assertThat(disclosed.leaves()).isEqualTo(SampleAgreement.paths("a", "b.d", "e[].f", "h[]"));
        assertThat(Disclosed.of(json("{'e':[{'g':'5'}]}"), SampleAgreement.paths("e[].f"))
                        .record())
                .isEmpty();
    }

    @Test
    void onlyAgreementsWithALimitNeedToBeCounted() {
        Agreement limited = SampleAgreement.named("a")
                .limits(new Limit(Limit.Kind.ANSWERS, 1, Period.ofDays(1)))
                .build();
        Agreement free = SampleAgreement.named("b").build();
        var engine = new DecisionEngine(Home.types(), List.of(limited, free), slug -> Optional.of("44"), ZONE);

        assertThat(engine.limited("civil-affairs", limited.record(), Optional.empty(), NOW))
                .containsExactly(limited);
        assertThat(engine.limited("nobody", limited.record(), Optional.empty(), NOW))
                .isEmpty();
    }

    private static List<Answer> answers(Agreement agreement, String request, String... found) throws Exception {
        ObjectNode whole = Json.object()
                .put("mode", agreement.mode().code())
                .put("consumer", "housing")
                .put("provider", "civil-affairs")
                .put("record", "death-registration/1")
                .put("purpose", "record-management");
        whole.putArray("subjects").addObject().put("deceasedResidentId", "n");
        whole.setAll(json(request));
        var engine = new RequestEngine(
                Home.types(),
                Map.of(
                        "record-management",
                        new Purpose("record-management", "t", "t", "dpv:RecordManagement", "d", false, 1)),
                List.of(agreement),
                slug -> Optional.of("440300"),
                ZONE,
                Duration.ofMinutes(5));
        List<ObjectNode> records = new java.util.ArrayList<>();
        for (String text : found) {
            records.add(json(text));
        }
        Request read = RequestReader.read(RequestReader.withDefaults(whole, NOW))
                .request()
                .orElseThrow();
        Past past = new Past(false, Set.of(), Map.of());
        return engine.decide(read, records, past, NOW).get(0).answers();
    }

    private static ObjectNode json(String text) throws Exception {
        return Json.parseObject(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
