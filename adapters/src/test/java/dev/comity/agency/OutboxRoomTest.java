package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Receipt;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Draft;
import dev.comity.outbox.Outbox;
import dev.comity.record.RecordTypeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources wait while the outbox is full. */
class OutboxRoomTest {

    private static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);

    @TempDir
    Path folder;

    private AgencyDatabase database;
    private Outbox outbox;
    private OutboxRoom room;

    @BeforeEach
    void fill() throws Exception {
        database = AgencyDatabase.open(folder);
        outbox = new Outbox(database, "housing", "city-hub", KEY);
        room = new OutboxRoom("housing", outbox, 2);
        put("a");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void put(String jti) throws Exception {
        Draft draft = new Draft(
                jti,
                jti + "~",
                digest(jti),
                KEY.verificationKey().kid(),
                RecordTypeId.of("a/1"),
                "schema",
                "group",
                SampleCity.NOW,
                Optional.empty(),
                List.of());
        database.transaction(connection -> {
            outbox.put(connection, "test", List.of(draft));
            return null;
        });
    }

    private static String digest(String jti) {
        return Base64Url.encode(Crypto.sha256(jti.getBytes(StandardCharsets.US_ASCII)));
    }

    private CompletableFuture<Void> waiting() {
        return CompletableFuture.runAsync(() -> {
            try {
                room.await();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void letsInWhileThereAreFewerThanTheLimit() throws Exception {
        assertThat(room.isFull()).isFalse();

        room.await();
    }

    @Test
    void waitsUntilTheHubHasAnsweredSome() throws Exception {
        put("b");
        CompletableFuture<Void> source = waiting();
        assertThat(room.isFull()).isTrue();
        assertThat(source).isNotDone();

        outbox.answered(List.of(new Receipt(
                "city-hub",
                "housing",
                SampleCity.NOW,
                digest("a"),
                Optional.of("a"),
                Optional.of("e".repeat(64)),
                "log",
                1,
                List.of())));

        await().until(source::isDone);
        assertThat(source).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many", "1e3", "100000000"})
    void takesNoBadSettingForTheUsualOne(String text) {
        assertThatThrownBy(() -> OutboxRoom.limit(Map.of(OutboxRoom.SETTING, text)))
                .isInstanceOf(AgencyView.NotReady.class)
                .hasMessageContaining(OutboxRoom.SETTING);
    }

    @Test
    void readsTheSetting() throws Exception {
        assertThat(OutboxRoom.limit(Map.of(OutboxRoom.SETTING, "500"))).isEqualTo(500);
        assertThat(OutboxRoom.limit(Map.of())).isEqualTo(20_000);
    }

    @Test
    void givesUpWhereTheAgencysSideStops() throws Exception {
        put("b");
        CompletableFuture<Void> source = waiting();

        room.close();

        assertThatThrownBy(source::join).hasRootCauseInstanceOf(IllegalStateException.class);
    }
}
