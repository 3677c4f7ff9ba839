package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntriesCheckTest {

    private final EntriesCheck check = new EntriesCheck();
    private int index;

    private static ObjectNode at(int second) {
        return Json.object().put("time", "2026-11-24T08:00:%02dZ".formatted(second));
    }

    private void released(String delivery, String consumer, long seq) throws IOException {
        released(delivery, consumer, seq, 0);
    }

    private void released(String delivery, String consumer, long seq, int second) throws IOException {
        ObjectNode members = at(second).put("exchange", "e").put("delivery", delivery);
        members.put("provider", "civil-affairs").put("consumer", consumer).put("record", "death-registration/1");
        members.put("purpose", "p").putObject("basis").put("kind", "statute");
        members.put("agreement", "a")
                .put("agreementDigest", "d")
                .put("schema", "s")
                .put("config", "c");
        members.put("engine", "1").putArray("released");
        members.putArray("inputs");
        members.putArray("withheld");
        members.put("withheldCount", 3).put("jws", "j").put("submission", "u").put("sdHash", "h");
        see(Entry.Kind.RELEASED, members.put("iat", 1).put("seq", seq));
    }

    private void acknowledged(String delivery, String consumer) throws IOException {
        ObjectNode members =
                at(0).put("delivery", delivery).put("exchange", "e").put("provider", "civil-affairs");
        see(Entry.Kind.ACKNOWLEDGED, members.put("consumer", consumer).put("ack", "k"));
    }

    private static ObjectNode statement(String kid, long seq, String previous) {
        ObjectNode statement =
                Json.object().put("digest", kid + seq).put("kid", kid).put("seq", seq);
        return previous.isEmpty() ? statement : statement.put("prev", previous);
    }

    private void submitted(String kid, long seq, String previous) throws IOException {
        ObjectNode members =
                at(0).put("exchange", "e").put("provider", "p").put("jti", "j").put("record", "r");
        members.put("schema", "s").put("jws", "w").set("submission", statement(kid, seq, previous));
        members.putArray("subjects");
        members.put("config", "c").put("engine", "1").putArray("decisions");
        see(Entry.Kind.SUBMITTED, members);
    }

    private void refused(String code, ObjectNode statement) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", "s");
        members.set("statement", statement);
        members.putArray("reasons").addObject().put("code", code).put("path", "seq");
        see(Entry.Kind.REFUSED, members);
    }

    private void undeliverable(String submission) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        see(Entry.Kind.UNDELIVERABLE, members.put("attempts", 10).put("later", "continue"));
    }

    private void resubmitted(String submission, long undeliverable, int count) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        see(Entry.Kind.RESUBMITTED, members.put("undeliverable", undeliverable).put("count", count));
    }

    /** A delivery that stays where it is, because nothing of it is released today. */
    private void denied(String submission, long undeliverable, int count) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        members.put("undeliverable", undeliverable).put("count", count).putObject("denied");
        see(Entry.Kind.RESUBMITTED, members);
    }

    private void notDelivered(String submission, String delivery) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        members.put("attempts", 0).put("later", "continue").put("delivery", delivery);
        see(Entry.Kind.UNDELIVERABLE, members);
    }

    private void discarded(String submission, long undeliverable) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        see(Entry.Kind.DISCARDED, members.put("undeliverable", undeliverable).put("note", "n"));
    }

    private void refusedAgain(String submission, int count) throws IOException {
        ObjectNode members = at(0).put("provider", "p").put("submission", submission);
        members.putArray("reasons").addObject().put("code", "schema").put("path", "");
        see(Entry.Kind.REFUSED, members.put("resubmission", count));
    }

    private void see(Entry.Kind kind, ObjectNode members) throws IOException {
        check.see(index++, Entry.of(kind, members).bytes());
    }

    private void assertHolds() throws IOException {
        assertThat(check.checks(index)).extracting(LogVerifier.Check::status).containsOnly("pass");
        assertThat(check.firstUntrusted()).isEmpty();
    }

    private void assertFails(String id, long entry, String detail) throws IOException {
        LogVerifier.Check failed = check.checks(index).stream()
                .filter(c -> c.status().equals("fail"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.id()).isEqualTo(id);
        assertThat(failed.detail()).contains(detail);
        assertThat(check.firstUntrusted()).hasValue(entry);
    }

    @Test
    void deliveriesOfTwoConsumersAreNumberedApartAndAcknowledged() throws IOException {
        released("d1", "housing", 1);
        released("d2", "transport", 1);
        released("d3", "housing", 2);
        acknowledged("d3", "housing");
        acknowledged("d1", "housing");
        assertHolds();
    }

    @Test
    void aMissingDeliveryIsAGap() throws IOException {
        released("d1", "housing", 1);
        released("d3", "housing", 3);
        assertFails(LogVerifier.DELIVERIES, 1, "seq 3 where 2");
    }

    @Test
    void aDeliveryNumberUsedTwiceIsFound() throws IOException {
        released("d1", "housing", 1);
        released("d2", "housing", 1);
        assertFails(LogVerifier.DELIVERIES, 1, "seq 1 where 2");
    }

    @Test
    void oneDeliveryIdWithTwoContentsIsFound() throws IOException {
        released("d1", "housing", 1);
        released("d1", "housing", 2);
        assertFails(LogVerifier.DELIVERIES, 1, "another content");
    }

    @Test
    void anAcknowledgementOfNothingIsFound() throws IOException {
        released("d1", "housing", 1);
        acknowledged("d2", "housing");
        assertFails(LogVerifier.DELIVERIES, 1, "no entry before it");
    }

    @Test
    void anAcknowledgementByAnotherAgencyIsFound() throws IOException {
        released("d1", "housing", 1);
        acknowledged("d1", "transport");
        assertFails(LogVerifier.DELIVERIES, 1, "another agency");
    }

    @Test
    void statementsOfTwoKeysFormTwoChains() throws IOException {
        submitted("k", 1, "");
        submitted("m", 1, "");
        submitted("k", 2, "k1");
        refused("schema", statement("k", 3, "k2"));
        submitted("k", 4, "k3");
        assertHolds();
    }

    @Test
    void aGapWithItsRefusalIsExplainedAndCounted() throws IOException {
        submitted("k", 1, "");
        refused("sequence-gap", statement("k", 4, "k3"));
        submitted("k", 5, "k4");
        assertHolds();
        assertThat(check.checks(index).get(3).detail()).contains("1 gaps");
    }

    @Test
    void aGapWithoutItsRefusalIsFound() throws IOException {
        submitted("k", 1, "");
        submitted("k", 3, "k2");
        assertFails(LogVerifier.SUBMISSIONS, 1, "seq 3 does not follow");
    }

    @Test
    void aGapHiddenInAnotherRefusalIsFound() throws IOException {
        submitted("k", 1, "");
        refused("schema", statement("k", 3, "k2"));
        assertFails(LogVerifier.SUBMISSIONS, 1, "seq 3 does not follow");
    }

    @Test
    void aForkedChainIsFound() throws IOException {
        submitted("k", 1, "");
        submitted("k", 2, "another");
        assertFails(LogVerifier.SUBMISSIONS, 1, "two chains");
    }

    @Test
    void aChainThatDoesNotBeginAtOneIsFound() throws IOException {
        submitted("k", 2, "k1");
        assertFails(LogVerifier.SUBMISSIONS, 0, "seq 2");
    }

    @Test
    void aBackDatedEntryIsFound() throws IOException {
        released("d1", "housing", 1, 30);
        released("d2", "housing", 2, 29);
        assertFails(LogVerifier.TIME, 1, "before that of the entry before");
    }

    @Test
    void bytesThatAreNoEntryAreFound() throws IOException {
        for (String bytes : List.of(
                "garbage",
                "[]",
                "{\"kind\":\"config\",\"v\":1,\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"1\"}",
                "{\"v\":1,\"kind\":\"gossip\",\"time\":\"2026-11-24T08:00:00Z\"}",
                "{\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24\",\"digest\":\"d\",\"engine\":\"1\"}",
                "{\"v\":1,\"kind\":\"config\",\"time\":\"2026-13-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"1\"}",
                "{\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\"}",
                "{\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"1\",\"x\":1}",
                "{\"v\":1,\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"1\"}")) {
            var fresh = new EntriesCheck();
            fresh.see(7, bytes.getBytes(StandardCharsets.UTF_8));
            assertThat(fresh.checks(1).get(0).status()).as(bytes).isEqualTo("fail");
            assertThat(fresh.firstUntrusted()).as(bytes).hasValue(7);
        }
    }

    @Test
    void aNewerEntryIsNotCalledFalse() throws IOException {
        released("d1", "housing", 1);
        check.see(1, "{\"v\":2,\"kind\":\"new\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(check.checks(2)).extracting(LogVerifier.Check::status).containsOnly("unknown");
    }

    @Test
    void anUnknownMemberIsCountedAndNotRepeated() throws IOException {
        check.see(
                0,
                ("{\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"1\","
                                + "\"Li Ming\":1}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(check.checks(1).get(0).detail()).contains("1 members").doesNotContain("Li Ming");
    }

    @Test
    void whatIsUndeliverableIsResubmittedAndAnsweredAndInTheEndDiscarded() throws IOException {
        undeliverable("s");
        resubmitted("s", 0, 1);
        refusedAgain("s", 1);
        undeliverable("t");
        discarded("t", 3);
        assertHolds();
    }

    @Test
    void aDeliveryOfWhichNothingIsReleasedTodayStaysUndeliverable() throws IOException {
        notDelivered("s", "d");
        denied("s", 0, 1);
        denied("s", 0, 2);
        discarded("s", 0);
        assertHolds();
    }

    @Test
    void whatBecameOfItAlreadyIsNotSettledTwice() throws IOException {
        undeliverable("s");
        discarded("s", 0);
        discarded("s", 0);
        assertFails(LogVerifier.SUBMISSIONS, 2, "something became of it already");
    }

    @Test
    void onlyWhatIsUndeliverableIsResubmitted() throws IOException {
        submitted("k", 1, "");
        resubmitted("w", 0, 1);
        refusedAgain("w", 1);
        assertFails(LogVerifier.SUBMISSIONS, 1, "entry 0 is not undeliverable");
    }

    @Test
    void anotherSubmissionThanTheUndeliverableOneIsNotResubmitted() throws IOException {
        undeliverable("s");
        resubmitted("t", 0, 1);
        refusedAgain("t", 1);
        assertFails(LogVerifier.SUBMISSIONS, 1, "another submission than entry 0");
    }

    @Test
    void aResubmissionIsAnsweredByTheNextEntry() throws IOException {
        undeliverable("s");
        resubmitted("s", 0, 1);
        submitted("k", 1, "");
        assertFails(LogVerifier.SUBMISSIONS, 2, "no answer follows it");
    }

    @Test
    void anAnswerToNoResubmissionIsFound() throws IOException {
        undeliverable("s");
        refusedAgain("s", 1);
        assertFails(LogVerifier.SUBMISSIONS, 1, "no entry right before it");
    }

    @Test
    void anAnswerToAnotherResubmissionIsFound() throws IOException {
        undeliverable("s");
        resubmitted("s", 0, 1);
        refusedAgain("s", 2);
        assertFails(LogVerifier.SUBMISSIONS, 2, "another resubmission");
    }

    @Test
    void resubmissionsOfOneSubmissionAreNumbered() throws IOException {
        undeliverable("s");
        resubmitted("s", 0, 2);
        refusedAgain("s", 2);
        assertFails(LogVerifier.SUBMISSIONS, 1, "resubmission 2 of a submission where 1 was expected");
    }
}
