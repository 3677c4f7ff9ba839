package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the logs of two nodes must say together. */
class JointCheckTest {

    private final JointCheck joint = new JointCheck(List.of("log-1", "log-2"));
    private final List<EntryRules> logs =
            List.of(joint.gathering(0, EntryRules.NONE), joint.gathering(1, EntryRules.NONE));
    private final long[] next = new long[2];

    @AfterEach
    void close() {
        joint.close();
    }

    private void submitted(int log, long seq, String digest, String previous) throws IOException {
        see(log, Entry.Kind.SUBMITTED, submission(statement(seq, digest, previous)));
    }

    private static ObjectNode submission(ObjectNode statement) {
        ObjectNode members = Json.object()
                .put("exchange", "e")
                .put("provider", "p")
                .put("jti", "j")
                .put("record", "r")
                .put("schema", "s")
                .put("jws", "w");
        members.set("submission", statement);
        members.putArray("subjects");
        members.put("config", "c").put("engine", "1").putArray("decisions");
        return members.put("time", "2026-11-24T08:00:00Z");
    }

    private void refusedAsGap(int log, long seq, String digest, String previous) throws IOException {
        ObjectNode members = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "p")
                .put("submission", "s");
        members.set("statement", statement(seq, digest, previous));
        members.putArray("reasons").addObject().put("code", "sequence-gap").put("path", "seq");
        see(log, Entry.Kind.REFUSED, members);
    }

    /** @param statement null where it could not be read */
    private void undeliverable(int log, ObjectNode statement) throws IOException {
        ObjectNode members = Json.object()
                .put("time", "2026-11-24T08:00:00Z")
                .put("provider", "p")
                .put("submission", "w")
                .put("attempts", 1)
                .put("later", "maybe");
        if (statement != null) {
            members.set("statement", statement);
        }
        see(log, Entry.Kind.UNDELIVERABLE, members);
    }

    private void submittedAgain(int log, ObjectNode statement) throws IOException {
        see(log, Entry.Kind.SUBMITTED, submission(statement).put("resubmission", 1));
    }

    private static ObjectNode statement(long seq, String digest, String previous) {
        ObjectNode statement =
                Json.object().put("digest", digest).put("kid", "k").put("seq", seq);
        return previous.isEmpty() ? statement : statement.put("prev", previous);
    }

    /** @param seconds of the time, which is the log's own */
    private void released(int log, String delivery, String sdHash, int seconds, long seq) throws IOException {
        ObjectNode members = Json.object()
                .put("time", "2026-11-24T08:00:%02dZ".formatted(seconds))
                .put("delivery", delivery)
                .put("exchange", "e")
                .put("provider", "p")
                .put("consumer", "housing")
                .put("record", "r")
                .put("purpose", "p")
                .put("agreement", "a")
                .put("agreementDigest", "d")
                .put("schema", "s")
                .put("withheldCount", 3)
                .put("jws", "j")
                .put("submission", "u")
                .put("sdHash", sdHash)
                .put("config", "c" + log)
                .put("engine", "e" + log)
                .put("iat", seconds);
        members.putObject("basis").put("kind", "statute");
        members.putArray("released");
        members.putArray("inputs");
        members.putArray("withheld");
        see(log, Entry.Kind.RELEASED, members.put("seq", seq));
    }

    private void see(int log, Entry.Kind kind, ObjectNode members) throws IOException {
        logs.get(log).see(next[log]++, Entry.of(kind, members));
    }

    private LogVerifier.Check check(String id) throws IOException {
        return joint.checks().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSequenceThatGoesFromOneLogToTheOtherAndBackIsOneChain() throws IOException {
        submitted(0, 1, "d1", "");
        submitted(0, 2, "d2", "d1");
        submitted(1, 3, "d3", "d2");
        submitted(0, 4, "d4", "d3");

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void aStatementThatBothNodesLoggedCountsOnce() throws IOException {
        submitted(0, 1, "d1", "");
        submitted(1, 1, "d1", "");
        submitted(1, 2, "d2", "d1");

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void aStatementThatNoLogHoldsIsMissed() throws IOException {
        submitted(0, 1, "d1", "");
        submitted(1, 3, "d3", "d2");

        assertThat(check(JointCheck.SUBMISSIONS))
                .matches(one -> one.status().equals("fail"))
                .matches(one -> one.location().equals("log-2 entry 0"))
                .matches(one -> one.detail().contains("seq 3 does not follow"));
    }

    @Test
    void twoStatementsWithOneNumberInTwoLogsAreTwoChains() throws IOException {
        submitted(0, 1, "d1", "");
        submitted(0, 2, "d2", "d1");
        submitted(1, 2, "x2", "d1");

        assertThat(check(JointCheck.SUBMISSIONS))
                .matches(one -> one.status().equals("fail"))
                .matches(one -> one.detail().contains("two chains"));
    }

    @Test
    void aGapThatARefusalSaysIsExcusedAndTheChainGoesOnFromIt() throws IOException {
        submitted(0, 1, "d1", "");
        refusedAsGap(1, 3, "d3", "d2");
        submitted(1, 4, "d4", "d3");

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void oneDeliveryInTwoLogsMayDifferInWhatFollowsFromItsPlaceAlone() throws IOException {
        released(0, "d", "same", 1, 7);
        released(1, "d", "same", 2, 3);

        assertThat(check(JointCheck.DELIVERIES))
                .matches(one -> one.status().equals("pass"))
                .matches(one -> one.detail().startsWith("1 deliveries are in more than one log"));
    }

    @Test
    void oneDeliveryIdWithTwoContentsInTwoLogsIsNamed() throws IOException {
        released(0, "d", "one", 1, 1);
        released(1, "d", "another", 1, 1);

        assertThat(check(JointCheck.DELIVERIES))
                .matches(one -> one.status().equals("fail"))
                .matches(one -> one.location().equals("log-2 entry 0"))
                .matches(one -> one.detail().contains("log-1 entry 0"));
    }

    @Test
    void aRecordThatIsSubmittedAgainIsNoSecondLinkOfTheChainThatAnotherLogGoesOnWith() throws IOException {
        submitted(0, 1, "d1", "");
        undeliverable(0, statement(2, "d2", "d1"));
        submitted(1, 3, "d3", "d2");
        submittedAgain(0, statement(2, "d2", "d1"));

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void aStatementThatCouldNotBeReadAtFirstDoesNotComeIntoTheChainByBeingSubmittedAgain() throws IOException {
        submitted(0, 1, "d1", "");
        undeliverable(0, null);
        submitted(1, 2, "x2", "d1");
        submittedAgain(0, statement(2, "d2", "d1"));

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void aRecordThatCouldNotBeProcessedIsMissedLikeAnyOther() throws IOException {
        submitted(0, 1, "d1", "");
        submittedAgain(0, statement(2, "d2", "d1"));
        submitted(1, 3, "d3", "d2");

        assertThat(check(JointCheck.SUBMISSIONS))
                .matches(one -> one.status().equals("fail"))
                .matches(one -> one.detail().contains("seq 3 does not follow"));
    }

    @Test
    void aNewPassOverALogForgetsTheOneBefore() throws IOException {
        submitted(0, 2, "d2", "d1");
        EntryRules again = joint.gathering(0, EntryRules.NONE);
        again.see(0, Entry.of(Entry.Kind.SUBMITTED, submission(statement(1, "d1", ""))));

        assertThat(check(JointCheck.SUBMISSIONS).status()).isEqualTo("pass");
    }

    @Test
    void whatIsWrongInOneLogIsWrongWhateverAnotherMayHold() throws IOException {
        // Given
        SubmissionCheck alone = new SubmissionCheck(new Findings(), SubmissionCheck.Elsewhere.POSSIBLE);
        alone.see(0, Entry.of(Entry.Kind.SUBMITTED, submission(statement(5, "d5", "d4"))));
        assertThat(alone.check().status()).isEqualTo("unknown");

        // When
        alone.see(
                1,
                Entry.of(
                        Entry.Kind.SUBMITTED,
                        submission(statement(6, "d6", "d5")).put("resubmission", 1)));

        // Then
        assertThat(alone.check().status()).isEqualTo("fail");
    }
}
