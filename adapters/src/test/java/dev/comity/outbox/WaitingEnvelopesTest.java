package dev.comity.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Receipt;
import dev.comity.json.Json;
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

/** A record whose agreement version was not in force at the hub is neither lost nor doubled. */
class WaitingEnvelopesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final RecordTypeId TYPE = RecordTypeId.of("a/1");
    private static final WholeRecord WHOLE = new WholeRecord(TYPE, Json.object().put("field", "value"));

    private static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);

    @TempDir
    Path folder;

    private AgencyDatabase database;
    private Outbox outbox;
    private WaitingEnvelopes waiting;

    @BeforeEach
    void open() throws Exception {
        database = AgencyDatabase.open(folder);
        outbox = new Outbox(database, "housing", "city-hub", KEY);
        waiting = new WaitingEnvelopes(database, outbox);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void aRefusalForItsAgreementsVersionLetsItWaitWithItsWholeRecord() throws Exception {
        // Given
        put(bound("a"));

        // When
        outbox.answered(List.of(refused("a", "agreement")));

        // Then
        assertThat(waiting.list()).hasSize(1).first().satisfies(one -> {
            assertThat(one.jti()).isEqualTo("a");
            assertThat(one.agreement()).isEqualTo("old");
            assertThat(one.record()).isEqualTo(WHOLE.body());
        });
        assertThat(Counts.of(database).open()).isEqualTo(1);
        assertThat(Counts.of(database).refused()).isZero();
    }

    @Test
    void sealedAgainItGoesOutOnceAndCountsOnce() throws Exception {
        // Given
        put(bound("a"));
        outbox.answered(List.of(refused("a", "agreement")));

        // When
        waiting.replace(waiting.list().get(0), draft("b", Optional.of("new")));

        // Then
        assertThat(waiting.list()).isEmpty();
        assertThat(outbox.open(0, 10)).extracting(OutboxEnvelope::jti).containsExactly("b");
        outbox.answered(List.of(accepted("b")));
        assertThat(Counts.of(database).sent()).isEqualTo(1);
        assertThat(Counts.of(database).accepted()).isEqualTo(1);
        assertThat(Counts.of(database).open()).isZero();
        assertThat(keptRecords()).isZero();
    }

    @Test
    void itCanBeRefusedForThisReasonMoreThanOnce() throws Exception {
        put(bound("a"));
        outbox.answered(List.of(refused("a", "agreement")));
        waiting.replace(waiting.list().get(0), draft("b", Optional.of("new")));

        outbox.answered(List.of(refused("b", "agreement")));

        assertThat(waiting.list()).hasSize(1);
        assertThat(waiting.list().get(0).attempts()).isEqualTo(2);
    }

    @Test
    void whereTheAgreementIsGoneTheRefusalStands() throws Exception {
        put(bound("a"));
        outbox.answered(List.of(refused("a", "agreement")));

        waiting.giveUp(waiting.list().get(0));

        assertThat(Counts.of(database).refused()).isEqualTo(1);
        assertThat(Counts.of(database).open()).isZero();
        assertThat(keptRecords()).isZero();
    }

    @Test
    void whatIsRefusedForAnotherReasonDoesNotWait() throws Exception {
        put(bound("a"));

        outbox.answered(List.of(refused("a", "")));

        assertThat(waiting.list()).isEmpty();
        assertThat(Counts.of(database).refused()).isEqualTo(1);
        assertThat(keptRecords()).isZero();
    }

    @Test
    void aRecordWithoutAnEnvelopeOfItsOwnIsNotKept() throws Exception {
        put(draft("a", Optional.empty()));

        assertThat(keptRecords()).isZero();
        outbox.answered(List.of(refused("a", "agreement")));
        assertThat(Counts.of(database).refused()).isEqualTo(1);
    }

    @Test
    void theRecordIsKeptUntilEveryEnvelopeHasItsAnswer() throws Exception {
        put(draft("a", Optional.empty()), bound("b"));

        outbox.answered(List.of(accepted("a")));

        assertThat(keptRecords()).isEqualTo(1);
        outbox.answered(List.of(accepted("b")));
        assertThat(keptRecords()).isZero();
    }

    private void put(Draft... drafts) throws Exception {
        database.transaction(connection -> {
            outbox.put(connection, "test", Arrays.asList(drafts), WHOLE);
            return null;
        });
    }

    private long keptRecords() throws Exception {
        return database.read(connection -> Sql.first(connection, row -> row.getLong(1), "select count(*) from whole")
                .orElseThrow());
    }

    private static Draft bound(String jti) {
        return draft(jti, Optional.of("old"));
    }

    private static Draft draft(String jti, Optional<String> agreement) {
        String kid = KEY.verificationKey().kid();
        return new Draft(jti, jti + "~", digest(jti), kid, TYPE, "schema", "group", NOW, agreement, List.of());
    }

    private static String digest(String jti) {
        return Base64Url.encode(Crypto.sha256(jti.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Receipt accepted(String jti) {
        return receipt(jti, Optional.of("e".repeat(64)), List.of());
    }

    private static Receipt refused(String jti, String path) {
        return receipt(
                jti,
                Optional.empty(),
                List.of(Refusal.of(RefusalCode.AGREEMENT_NOT_IN_FORCE, path, "not in force here")));
    }

    private static Receipt receipt(String jti, Optional<String> exchange, List<Refusal> reasons) {
        return new Receipt("city-hub", "housing", NOW, digest(jti), Optional.of(jti), exchange, "log", 1, reasons);
    }
}
