package dev.comity.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.Jws;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.SubmissionHead;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Undeliverable;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path folder;

    private static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final SigningKey NEXT = SigningKey.generate(KeyAlgorithm.ED25519);

    private AgencyDatabase database;
    private Outbox outbox;

    @BeforeEach
    void open() throws Exception {
        database = AgencyDatabase.open(folder);
        outbox = new Outbox(database, "housing", "city-hub", KEY);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void put(String... jtis) throws Exception {
        put(KEY, jtis);
    }

    private void put(SigningKey sealedWith, String... jtis) throws Exception {
        List<Draft> drafts =
                Arrays.stream(jtis).map(jti -> draft(jti, sealedWith)).toList();
        database.transaction(connection -> {
            outbox.put(connection, "test", drafts);
            return null;
        });
    }

    private static String digest(String jti) {
        return Base64Url.encode(Crypto.sha256(jti.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Draft draft(String jti, SigningKey sealedWith) {
        return new Draft(
                jti,
                jti + "~",
                digest(jti),
                sealedWith.verificationKey().kid(),
                RecordTypeId.of("a/1"),
                "schema",
                "group",
                NOW,
                Optional.empty(),
                List.of());
    }

    private static Receipt receipt(String jti, RefusalCode... codes) {
        List<Refusal> reasons = Arrays.stream(codes)
                .map(code -> Refusal.of(code, "path", "why"))
                .toList();
        Optional<String> exchange = codes.length == 0 ? Optional.of("e".repeat(64)) : Optional.empty();
        return new Receipt("city-hub", "housing", NOW, digest(jti), Optional.of(jti), exchange, "log", 1, reasons);
    }

    @Test
    void numbersSubmissionsWithoutGapsAndChainsThem() throws Exception {
        put("a", "b");
        put("c");
        close();
        open();
        put("d");

        List<OutboxEnvelope> envelopes = outbox.open(0, 10);

        assertThat(envelopes).extracting(OutboxEnvelope::seq).containsExactly(1L, 2L, 3L, 4L);
        Optional<String> previous = Optional.empty();
        for (OutboxEnvelope envelope : envelopes) {
            SubmissionStatement statement = SubmissionStatement.parse(envelope.statement());
            assertThat(statement.verify(KEY.verificationKey())).isTrue();
            assertThat(statement.previous()).isEqualTo(previous);
            previous = Optional.of(statement.digest());
        }
    }

    @Test
    void leavesNoGapWhereATransactionFails() throws Exception {
        put("a");
        assertThatThrownBy(() -> database.<Void, IllegalStateException>transaction(connection -> {
                    outbox.put(connection, "test", List.of(draft("b", KEY)));
                    throw new IllegalStateException("the machine stops");
                }))
                .isInstanceOf(IllegalStateException.class);
        put("c");

        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::jti).containsExactly("a", "c");
        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::seq).containsExactly(1L, 2L);
        assertThat(Counts.of(database).sent()).isEqualTo(2);
    }

    @Test
    void sendsTheSameBytesAgainUntilTheHubHasAnswered() throws Exception {
        put("a");
        put("b");
        List<OutboxEnvelope> before = outbox.open(0, 10);
        close();
        open();

        outbox.answered(List.of(receipt("a")));

        assertThat(outbox.open(0, 10)).containsExactly(before.get(1));
    }

    @Test
    void countsARecordAsAcceptedWithOneEnvelopeAndAsRefusedOnlyWithAll() throws Exception {
        put("a", "b");
        put("c", "d");

        outbox.answered(List.of(receipt("a", RefusalCode.SCHEMA), receipt("c", RefusalCode.NO_AGREEMENT)));
        Counts half = Counts.of(database);
        outbox.answered(List.of(receipt("b"), receipt("d", RefusalCode.SCHEMA)));
        Counts whole = Counts.of(database);

        assertThat(List.of(half.accepted(), half.refused(), half.open())).containsExactly(0L, 0L, 2L);
        assertThat(List.of(whole.accepted(), whole.refused(), whole.open())).containsExactly(1L, 1L, 0L);
        assertThat(whole.refusals()).extracting(Counts.Refused::record).containsExactly("c");
    }

    @Test
    void givesUpWhatTheHubCouldNotProcessAndSendsItNoMore() throws Exception {
        put("a");
        put("b");

        outbox.undeliverable(
                List.of(new Undeliverable("city-hub", "housing", NOW, digest("a"), Optional.of("a"), "log", 1, 10)));

        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::jti).containsExactly("b");
        assertThat(Counts.of(database).refusals())
                .extracting(refused -> refused.record() + " " + refused.code())
                .containsExactly("a undeliverable");
    }

    @Test
    void theHeadCoversWhatIsAnsweredWithoutAHole() throws Exception {
        put("a");
        put("b");
        put("c");
        assertThat(outbox.head(NOW)).isEmpty();

        outbox.answered(List.of(receipt("a"), receipt("c")));

        Jws head = Jws.parse(outbox.head(NOW).orElseThrow(), 4_000);
        assertThat(head.verify(SubmissionHead.TYP, KEY.verificationKey())).isTrue();
        assertThat(SubmissionHead.of(head).seq()).isEqualTo(1);
    }

    @Test
    void sendsInTheOrderOfSealingAcrossAChangeOfKeyAndNumbersEachKeyFromOne() throws Exception {
        put("a", "b");
        outbox.signWith(NEXT);
        put(NEXT, "c");
        put(KEY, "d"); // sealed before the change, put after it
        put(NEXT, "e");

        List<OutboxEnvelope> first = outbox.open(0, 3);
        List<OutboxEnvelope> rest = outbox.open(first.get(2).position() + 1, 10);

        assertThat(first).extracting(OutboxEnvelope::jti).containsExactly("a", "b", "c");
        assertThat(first).extracting(OutboxEnvelope::seq).containsExactly(1L, 2L, 1L);
        assertThat(rest).extracting(OutboxEnvelope::jti).containsExactly("d", "e");
        assertThat(rest).extracting(OutboxEnvelope::seq).containsExactly(3L, 2L);
        assertThat(SubmissionStatement.parse(rest.get(0).statement()).verify(KEY.verificationKey()))
                .isTrue();
        assertThat(SubmissionStatement.parse(rest.get(1).statement()).verify(NEXT.verificationKey()))
                .isTrue();
    }

    @Test
    void stillSendsWhatWasSealedWithAKeyThatTheNextStartDoesNotHave() throws Exception {
        put("a");
        close();
        database = AgencyDatabase.open(folder);
        outbox = new Outbox(database, "housing", "city-hub", NEXT);
        put(NEXT, "b");

        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::jti).containsExactly("a", "b");
        assertThatThrownBy(() -> put(KEY, "c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seal again");
    }

    @Test
    void saysHowFarAReplacedKeyWentOnceEverythingOfItIsAnswered() throws Exception {
        put("a", "b");
        outbox.signWith(NEXT);
        put(NEXT, "c");
        outbox.answered(List.of(receipt("a")));
        Optional<String> whileOneIsOpen = outbox.lastHead(NOW);
        outbox.answered(List.of(receipt("b")));

        Jws head = Jws.parse(outbox.lastHead(NOW).orElseThrow(), 4_000);
        outbox.lastHeadSent();

        assertThat(whileOneIsOpen).isEmpty();
        assertThat(head.verify(SubmissionHead.TYP, KEY.verificationKey())).isTrue();
        assertThat(SubmissionHead.of(head).seq()).isEqualTo(2);
        assertThat(outbox.lastHead(NOW)).isEmpty();
    }

    @Test
    void ordersWhatAnEarlierProgramLeft() throws Exception {
        put("b", "a", "c");
        database.transaction(connection -> {
            Sql.update(connection, "drop index envelope_open");
            return Sql.update(connection, "alter table envelope drop column position");
        });
        close();
        open();
        put("d");

        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::jti).containsExactly("b", "a", "c", "d");
    }

    @Test
    void countsAnAnswerOnceHoweverOftenItComes() throws Exception {
        put("a");

        outbox.answered(List.of(receipt("a"), receipt("a"), receipt("unknown")));
        outbox.answered(List.of(receipt("a", RefusalCode.SCHEMA)));

        Counts counts = Counts.of(database);
        assertThat(List.of(counts.accepted(), counts.refused())).containsExactly(1L, 0L);
    }

    @Test
    void takesADeliveryOnceAndKnowsItsAcknowledgement() throws Exception {
        Inbox inbox = new Inbox(database);
        Inbox.Taken delivery = new Inbox.Taken("d1", "transport", "a/1", "ack", NOW, "hub.example.gov/log/1", 1);

        inbox.take(List.of(delivery, delivery));
        inbox.take(List.of(delivery));
        var open = inbox.unacknowledged();
        inbox.acknowledged(List.of("d1"));
        inbox.acknowledged(List.of("d1"));

        assertThat(open).containsExactly(java.util.Map.entry("d1", "ack"));
        assertThat(inbox.acknowledgementOf("d1")).contains("ack");
        assertThat(inbox.unacknowledged()).isEmpty();
        assertThat(List.of(Counts.of(database).received(), Counts.of(database).acknowledged()))
                .containsExactly(1L, 1L);
    }

    @Test
    void refusesAFileOfANewerVersion() throws Exception {
        database.transaction(connection -> Sql.update(connection, "update meta set n = 2"));
        database.close();

        assertThatThrownBy(() -> AgencyDatabase.open(folder)).hasMessageContaining("version 2");

        Path other = folder.resolve("other");
        database = AgencyDatabase.open(other);
    }
}
