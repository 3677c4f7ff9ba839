package dev.comity.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.Receipt;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import dev.comity.log.TileLog;
import dev.comity.log.VerifierKey;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Draft;
import dev.comity.outbox.Inbox;
import dev.comity.outbox.Ledger;
import dev.comity.outbox.Outbox;
import dev.comity.reconcile.Finding.Check;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.witness.KeptHeads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Housing sends three records and gets two deliveries; the hub logs everything, until it does not. */
class ReconciliationTest {

    private static final String ORIGIN = "hub.example.gov/log/1";
    private static final Instant THEN = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant LATER = THEN.plus(Duration.ofHours(1));
    private static final SigningKey LOG_KEY = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final SigningKey SEAL = SigningKey.generate(KeyAlgorithm.ED25519);
    private static final String X = digest("x");

    @TempDir
    Path folder;

    private final List<Entry> entries = new ArrayList<>();
    private AgencyDatabase database;
    private Outbox outbox;
    private List<Ledger.Sent> sent;
    private final List<KeptHeads.Head> heads = new ArrayList<>();

    private static String digest(String text) {
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String id(int n) {
        return "%064x".formatted(n);
    }

    private static String jti(int n) {
        return "019c0000-0000-7000-8000-%012d".formatted(n);
    }

    /** Both sides agree: records 1 and 2 accepted, 3 refused; deliveries 11 and 12 taken and acknowledged. */
    @BeforeEach
    void exchange() throws Exception {
        database = AgencyDatabase.open(folder);
        outbox = new Outbox(database, "housing", "city-hub", SEAL);
        for (int n = 1; n <= 3; n++) {
            Draft draft = draft(n);
            database.<Void, RuntimeException>transaction(connection -> {
                outbox.put(connection, "test", List.of(draft));
                return null;
            });
        }
        sent = new Ledger(database).sent();
        entries.add(submitted(sent.get(0), 1));
        entries.add(submitted(sent.get(1), 2));
        entries.add(refused(sent.get(2)));
        for (int n = 11; n <= 12; n++) {
            entries.add(released(n, n - 10, THEN));
            entries.add(acknowledged(n));
            take(n, n - 10);
        }
        entries.add(released(99, 1, LATER, "transport"));
        new Inbox(database).acknowledged(List.of(id(11), id(12)));
        keepProofs(0, 1, 2);
        outbox.answered(List.of(receipt(1, true), receipt(2, true), receipt(3, false)));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private static Draft draft(int n) {
        return new Draft(
                jti(n),
                "jws" + n + "~",
                digest("jws" + n),
                SEAL.verificationKey().kid(),
                RecordTypeId.of("a/1"),
                X,
                X,
                THEN,
                Optional.empty(),
                List.of());
    }

    private void take(int n, long seq) throws Exception {
        new Inbox(database).take(List.of(new Inbox.Taken(id(n), "transport", "a/1", "ack", THEN, ORIGIN, seq)));
    }

    private Receipt receipt(int n, boolean accepted) {
        return new Receipt(
                "city-hub",
                "housing",
                THEN,
                digest("jws" + n),
                Optional.of(jti(n)),
                accepted ? Optional.of(id(n)) : Optional.empty(),
                ORIGIN,
                n - 1,
                accepted ? List.of() : List.of(Refusal.of(RefusalCode.SCHEMA, "", "")));
    }

    private static Entry submitted(Ledger.Sent record, int n) {
        ObjectNode members = Json.object().put("time", THEN.toString());
        members.put("exchange", id(n)).put("provider", "housing").put("jti", record.jti());
        members.put("record", "a/1").put("schema", X).put("jws", record.jws());
        members.putObject("submission")
                .put("digest", record.statement())
                .put("kid", record.kid())
                .put("seq", record.seq());
        members.putArray("subjects");
        members.put("config", X).put("engine", "test").putArray("decisions");
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private static Entry refused(Ledger.Sent record) {
        ObjectNode members = Json.object().put("time", THEN.toString());
        members.put("provider", "housing").put("submission", record.jws());
        members.putArray("reasons").addObject().put("code", "schema").put("path", "");
        return Entry.of(Entry.Kind.REFUSED, members);
    }

    private static Entry released(int n, long seq, Instant at) {
        return released(n, seq, at, "housing");
    }

    private static Entry released(int n, long seq, Instant at, String consumer) {
        ObjectNode members = Json.object().put("time", at.toString());
        for (String text :
                "record purpose agreement agreementDigest schema config engine jws submission sdHash".split(" ")) {
            members.put(text, X);
        }
        members.put("exchange", id(n + 100)).put("delivery", id(n));
        members.put("provider", "transport").put("consumer", consumer);
        members.putObject("basis");
        members.putArray("released");
        members.putArray("inputs");
        members.putArray("withheld");
        members.put("withheldCount", 0).put("iat", at.getEpochSecond()).put("seq", seq);
        return Entry.of(Entry.Kind.RELEASED, members);
    }

    private static Entry acknowledged(int n) {
        ObjectNode members = Json.object().put("time", THEN.toString());
        members.put("delivery", id(n)).put("exchange", id(n + 100)).put("provider", "transport");
        members.put("consumer", "housing").put("ack", X);
        return Entry.of(Entry.Kind.ACKNOWLEDGED, members);
    }

    /** Keeps the hub's proofs for these records, under the log as it is now. */
    private void keepProofs(int... indices) throws IOException {
        Path receipts = Files.createDirectories(folder.resolve("receipts"));
        try (TileLog log = write("genuine")) {
            for (int index : indices) {
                String proof = log.prove(List.of((long) index), log.checkpoint())
                        .get(0)
                        .text();
                Files.writeString(receipts.resolve(jti(index + 1) + ".tlog-proof"), proof);
                Files.write(
                        receipts.resolve(jti(index + 1) + ".entry"),
                        entries.get(index).bytes());
            }
        }
    }

    private TileLog write(String name) throws IOException {
        TileLog log = TileLog.open(folder.resolve(name), ORIGIN, LOG_KEY);
        log.append(entries.stream().map(Entry::bytes).toList());
        return log;
    }

    private List<Finding> compare() throws Exception {
        write("log").close();
        var trusted = new TrustAnchors.TrustedLog(ORIGIN, VerifierKey.ofLog(ORIGIN, LOG_KEY.verificationKey()), "", 0);
        TrustAnchors trust = new TrustAnchors(Map.of(), List.of(trusted), List.of(), 0, Map.of());
        return Reconciliation.of("housing", folder, database, trust, heads, LogReader.open(folder.resolve("log")))
                .findings();
    }

    private static void assertWrong(List<Finding> findings, Check check, String subject, String words) {
        assertThat(findings).as("%s of %s", check, subject).anySatisfy(f -> {
            assertThat(f.check()).isEqualTo(check);
            assertThat(f.subject()).isEqualTo(subject);
            assertThat(f.detail()).contains(words);
            assertThat(f.wrong()).isTrue();
        });
    }

    @Test
    void whereBothSidesAgreeNothingIsFound() throws Exception {
        assertThat(compare()).isEmpty();
    }

    @Test
    void aRecordThatTheHubAcceptedAndLeftOutIsNamedAlsoWhereTheLogIsSoundInItself() throws Exception {
        entries.remove(1);

        List<Finding> findings = compare();

        assertWrong(findings, Check.SENT, jti(2), "accepted it as exchange " + id(2));
        assertWrong(findings, Check.HISTORY, "checkpoint of 8", "shown and signed 8 entries, and the log holds 7");
        assertWrong(findings, Check.PLACES, jti(2), "there is another entry now");
        assertThat(findings).noneMatch(f -> f.subject().equals(jti(1)));
    }

    @Test
    void aLogWithAnotherHistoryOfTheSameLengthIsNamed() throws Exception {
        entries.set(1, released(50, 3, LATER, "transport"));

        assertWrong(compare(), Check.HISTORY, "checkpoint of 8", "two histories");
    }

    @Test
    void twoHistoriesThatWereShownHereAreBothNamed() throws Exception {
        Path received = Files.createDirectories(folder.resolve("received/a/1"));
        List<Entry> genuine = List.copyOf(entries);
        entries.set(7, released(77, 1, LATER, "statistics"));
        try (TileLog other = write("other")) {
            Files.writeString(
                    received.resolve(id(11) + ".tlog-proof"),
                    other.prove(List.of(0L), other.checkpoint()).get(0).text());
            Files.write(received.resolve(id(11) + ".entry"), entries.get(0).bytes());
        }
        entries.clear();
        entries.addAll(genuine);

        assertWrong(compare(), Check.HISTORY, jti(1), "and " + id(11) + " with another, both signed by the log");
    }

    @Test
    void aRefusalThatTheLogCallsAnAcceptanceIsNamed() throws Exception {
        entries.set(2, submitted(sent.get(2), 3));

        assertWrong(compare(), Check.SENT, jti(3), "refused it, and entry 2 says 'submitted'");
    }

    @Test
    void aRecordThatWasNeverSentFromHereIsNamed() throws Exception {
        Ledger.Sent invented = new Ledger.Sent(jti(7), X, 4, X, digest("invented"), "open", Optional.empty());
        entries.add(submitted(invented, 7));

        assertWrong(compare(), Check.UNKNOWN, "entry 8", digest("invented"));
    }

    @Test
    void aRecordWithoutAnAnswerIsStillOpenAndNotWrong() throws Exception {
        database.<Void, RuntimeException>transaction(connection -> {
            outbox.put(connection, "test", List.of(draft(4)));
            return null;
        });

        assertThat(compare()).singleElement().satisfies(f -> {
            assertThat(f.subject()).isEqualTo(jti(4));
            assertThat(f.wrong()).isFalse();
        });
    }

    @Test
    void aDeliveryThatTheLogReleasedLongAgoAndThatHasNotComeIsNamed() throws Exception {
        entries.add(4, released(13, 3, THEN));

        assertWrong(compare(), Check.RECEIVED, id(13), "entry 4 releases it, and it has not come");
    }

    @Test
    void aDeliveryOfThisMomentMayBeOnItsWay() throws Exception {
        entries.add(released(13, 3, LATER));

        assertThat(compare())
                .singleElement()
                .satisfies(f -> assertThat(f.wrong()).isFalse());
    }

    @Test
    void aDeliveryWithoutAnEntryIsNamed() throws Exception {
        take(14, 3);

        assertWrong(compare(), Check.RECEIVED, id(14), "the log does not release it");
    }

    @Test
    void aGapInTheSequenceOfDeliveriesIsNamedUntilItCloses() throws Exception {
        take(16, 5);
        assertWrong(compare(), Check.SEQUENCE, "deliveries 3 to 4", "have not come");

        take(15, 4);
        take(14, 3);
        Files.move(folder.resolve("log"), folder.resolve("log-before"));
        assertThat(compare()).noneMatch(f -> f.check() == Check.SEQUENCE);
    }

    @Test
    void anAcknowledgementThatIsNotLoggedIsNamed() throws Exception {
        entries.removeIf(e -> e.kind() == Entry.Kind.ACKNOWLEDGED
                && e.json().path("delivery").asText().equals(id(12)));

        assertWrong(compare(), Check.ACKNOWLEDGED, id(12), "the log does not say so");
    }

    @Test
    void aHeadOfAnotherAgencyThatTheLogLacksIsNamed() throws Exception {
        heads.add(new KeptHeads.Head("housing", X, 2, sent.get(1).statement()));
        assertThat(compare()).isEmpty();

        heads.add(new KeptHeads.Head("civil-affairs", X, 7, digest("left out")));
        Files.move(folder.resolve("log"), folder.resolve("log-before"));
        assertWrong(compare(), Check.HEADS, "civil-affairs", "submission 7 of key");
    }

    @Test
    void aDamagedProofProvesNothingAndIsSaid() throws Exception {
        Files.writeString(folder.resolve("receipts/" + jti(1) + ".entry"), "{}");

        assertThat(compare()).singleElement().satisfies(f -> {
            assertThat(f.subject()).isEqualTo("receipts/" + jti(1) + ".tlog-proof");
            assertThat(f.wrong()).isFalse();
        });
    }
}
