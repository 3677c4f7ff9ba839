package dev.comity.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.audit.LogEvidence;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import dev.comity.index.SampleLog;
import dev.comity.refusal.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reader is told what it took part in, and nothing else. */
class StorytellerTest {

    private static final String JTI = "0198c2d1-0000-7000-8000-000000000001";

    private final SampleLog log = new SampleLog("hub.example.gov/log/1");
    private ExchangeIndex index;
    private Storyteller teller;
    private String exchange;

    @BeforeEach
    void log() throws Exception {
        exchange = log.exchange("transport", List.of("deathDate"), "Zhang");
        log.acknowledged(exchange, 0, "transport");
        log.refused(JTI);
        index = ExchangeIndex.open(IndexLocation.inMemory());
        index.follow(log);
        teller = new Storyteller(log, index.trail(), new LogEvidence((name, limit) -> Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        index.close();
    }

    private List<String> kinds(String id, String reader) throws Exception {
        return teller.tell(id, Optional.ofNullable(reader)).map(Story::events).orElse(List.of()).stream()
                .map(Event::kind)
                .toList();
    }

    @Test
    void whoMayReadTheLogIsToldEverything() throws Exception {
        assertThat(kinds(exchange, null)).containsExactly("submitted", "released", "acknowledged");
        assertThat(kinds(SampleLog.id("delivery 0"), null)).hasSize(3);
        assertThat(kinds("jti-0", null)).hasSize(3);
        Story story = teller.tell(exchange, Optional.empty()).orElseThrow();
        assertThat(story.outcome()).isEqualTo("delivered");
        assertThat(story.json().at("/events/1/released/0/path").asText()).isEqualTo("deathDate");
        assertThat(String.join("\n", story.lines())).contains("saw       deathDate", "acknowledged by transport");
    }

    @Test
    void theProviderIsToldAllOfItsOwnAndTheConsumerWhatItGot() throws Exception {
        assertThat(kinds(exchange, "civil-affairs")).containsExactly("submitted", "released", "acknowledged");
        assertThat(kinds(exchange, "transport")).containsExactly("submitted", "released", "acknowledged");
    }

    @Test
    void anybodyElseIsNotEvenToldThatThereIsSuchAnExchange() throws Exception {
        assertThat(teller.tell(exchange, Optional.of("housing"))).isEmpty();
        assertThat(teller.tell(SampleLog.id("nothing"), Optional.of("housing"))).isEmpty();
        assertThat(teller.tell(JTI, Optional.of("transport"))).isEmpty();
    }

    @Test
    void aRefusalSaysWhyAndWhatToDo() throws Exception {
        Story story = teller.tell(JTI, Optional.of("housing")).orElseThrow();

        assertThat(story.outcome()).isEqualTo("refused");
        assertThat(story.json().at("/events/0/reasons/0/code").asText()).isEqualTo("condition");
        assertThat(story.json().at("/events/0/reasons/0/path").asText()).isEqualTo("status");
        assertThat(story.json().at("/events/0/reasons/0/todo").asText()).isNotEmpty();
        assertThat(String.join("\n", story.lines())).contains("condition at status", "Nothing was delivered.");
    }

    @Test
    void theStartOfAnIdIsEnoughIfItIsTheOnlyOne() throws Exception {
        assertThat(index.trail().completed(exchange.substring(0, 12))).contains(exchange);
        assertThat(index.trail().completed(exchange.substring(0, 11))).isEmpty();
        assertThat(index.trail().completed("000000000000")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsAdviceOnEveryCode(RefusalCode code) {
        assertThat(Advice.on(code.code())).endsWith(".").doesNotContain("another version.");
    }
}
